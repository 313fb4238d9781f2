using System.Text;
using Pipeline.Core.Api;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Server;

namespace Pipeline.Local.Serving;

/// <summary>
/// Starts and stops jobs on this machine. They run one at a time with all workers, in the order in which they were
/// started. A job that is running when the server stops resumes when it is started again.
/// </summary>
/// <param name="run">Runs a job until it has ended.</param>
internal sealed class LocalExecutions(
    ExecutionTable table,
    IManifestStore store,
    Func<Execution, CancellationToken, Task> run) : IFilteredExecutions, IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _work = new(0);
    private readonly Lock _lock = new();
    private RunningJob? _running;

    public async Task<(Execution Execution, bool Existed)> StartAsync(
        string name, string input, CancellationToken cancel = default)
    {
        var isNew = false;
        if (table.Find(name) is null)
        {
            // The command may have run a job with this id, without a server.
            if (await store.GetJobAsync(name, cancel).ConfigureAwait(false) is { } job
                && ExecutionTable.Of(job).CheckInput(input) is { Status: ExecutionStatus.Succeeded } ended)
            {
                return (ended, true);
            }
            isNew = table.Add(name, input);
        }
        var execution = table.Find(name) ?? throw new JobNotFoundException(name);
        if (isNew)
            _work.Release();
        else
            execution.CheckInput(input);
        return (execution, !isNew);
    }

    public async Task<Execution?> FindAsync(string name, CancellationToken cancel = default)
    {
        if (table.Find(name) is { } execution) return execution;
        return await store.GetJobAsync(name, cancel).ConfigureAwait(false) is { } job ? ExecutionTable.Of(job) : null;
    }

    public Task<ExecutionPage> ListAsync(int limit, string? next, CancellationToken cancel = default) =>
        ListAsync(limit, next, new ExecutionFilter(), cancel);

    /// <inheritdoc cref="ListAsync(int, string?, CancellationToken)"/>
    public async Task<ExecutionPage> ListAsync(
        int limit, string? next, ExecutionFilter filter, CancellationToken cancel = default)
    {
        var names = table.List(limit + 1, next is null ? null : ReadToken(next), filter);
        var executions = new List<Execution>();
        foreach (var (name, _) in names.Take(limit))
        {
            if (await FindAsync(name, cancel).ConfigureAwait(false) is { } found)
                executions.Add(found);
        }
        return new ExecutionPage(executions, names.Count > limit ? WriteToken(names[limit - 1]) : null);
    }

    public async Task StopAsync(
        string name, string? error = null, string? cause = null, CancellationToken cancel = default)
    {
        if (table.Find(name) is not { } execution)
        {
            throw await store.GetJobAsync(name, cancel).ConfigureAwait(false) is null
                ? new JobNotFoundException(name)
                : new ExecutionStateException(
                    $"Job {name} was not started by this server. Stop it where it is running, with Ctrl-C.");
        }
        if (execution.Status != ExecutionStatus.Running
            || !await TryStopAsync(name, error, cause, cancel).ConfigureAwait(false))
        {
            throw new ExecutionStateException($"Job {name} has already ended, so it cannot be stopped.");
        }
    }

    public async Task RedriveAsync(string name, CancellationToken cancel = default)
    {
        if (table.Find(name) is null)
        {
            var job = await store.GetJobAsync(name, cancel).ConfigureAwait(false)
                ?? throw new JobNotFoundException(name);
            if (ExecutionTable.Of(job) is not { Status: ExecutionStatus.Failed or ExecutionStatus.Aborted } ended)
                throw NotRedrivable(name);
            table.AddRedriven(ended);
        }
        else if (!table.Redrive(name))
        {
            throw NotRedrivable(name);
        }
        _work.Release();
    }

    /// <summary>Runs started jobs, one at a time, until it is canceled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                while (table.FindNext() is { } next)
                    await RunAsync(next, cancel).ConfigureAwait(false);
                await _work.WaitAsync(cancel).ConfigureAwait(false);
            }
            catch (PipelineException)
            {
                // The table cannot be read or written, for example because the disk is full. A job whose completion
                // could not be recorded resumes once it can be.
                await Task.Delay(RetryDelay, cancel).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _work.Dispose();

    private async Task RunAsync(Execution execution, CancellationToken cancel)
    {
        using var running = new RunningJob(execution.Name, cancel);
        lock (_lock)
            _running = running;
        try
        {
            // It may have been stopped since it was read.
            if (table.Find(execution.Name)?.Status != ExecutionStatus.Running) return;
            await run(execution, running.Stop.Token).ConfigureAwait(false);
            table.End(execution.Name, ExecutionStatus.Succeeded);
        }
        catch (OperationCanceledException) when (running.Stop.IsCancellationRequested)
        {
            // If the server is stopping, the job has not ended: it resumes when the server is started again.
            cancel.ThrowIfCancellationRequested();
            table.End(execution.Name, ExecutionStatus.Aborted, running.Error, running.Cause);
        }
        catch (Exception error)
        {
            // Any error ends this job, but not the server: the next job runs.
            table.End(execution.Name, ExecutionStatus.Failed, error.GetType().Name, error.Message);
        }
        finally
        {
            lock (_lock)
                _running = null;
            running.Ended.SetResult();
        }
    }

    private async Task<bool> TryStopAsync(string name, string? error, string? cause, CancellationToken cancel)
    {
        Task ended;
        lock (_lock)
        {
            if (_running?.Name != name)
                return table.End(name, ExecutionStatus.Aborted, error, cause);
            ended = _running.Ended.Task;
            // If two clients stop it, the first one's error and cause are recorded.
            if (!_running.Stop.IsCancellationRequested)
                (_running.Error, _running.Cause) = (error, cause);
            _running.Stop.Cancel();
        }
        await ended.WaitAsync(cancel).ConfigureAwait(false);
        return table.Find(name)?.Status == ExecutionStatus.Aborted;
    }

    private static ExecutionStateException NotRedrivable(string name) =>
        new($"Job {name} cannot be redriven: it has neither failed nor been stopped.");

    private static string WriteToken((string Name, string Time) last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{last.Time} {last.Name}"));

    private static (string Time, string Name) ReadToken(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(' ') is [var time, var name]
                ? (time, name)
                : throw new InvalidRequestException(
                    "next", $"Expected the \"next\" of the previous page; found \"{token}\".");
    }

    /// <summary>The job that is running now.</summary>
    private sealed class RunningJob(string name, CancellationToken cancel) : IDisposable
    {
        public string Name => name;

        public CancellationTokenSource Stop { get; } = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        /// <summary>The error given by the client that stopped the job.</summary>
        public string? Error { get; set; }

        /// <summary>The cause given by the client that stopped the job.</summary>
        public string? Cause { get; set; }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => Stop.Dispose();
    }
}
