using System.Text;
using Pipeline.Core.Api;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Local.Serving;

/// <summary>
/// Starts and stops jobs of this machine: they run one after the other, in the order in which they were started, each
/// with all workers. What runs when the server ends goes on when it is started again.
/// </summary>
/// <param name="run">Runs a job to its end.</param>
internal sealed class LocalExecutions(
    ExecutionTable table, IManifestStore store, Func<Execution, CancellationToken, Task> run) : IExecutions, IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _work = new(0);
    private readonly Lock _lock = new();
    private RunningJob? _running;

    public async Task<(Execution Execution, bool WasThere)> StartAsync(string name, string input, CancellationToken cancel = default)
    {
        var isNew = false;
        if (table.Find(name) is null)
        {
            // The name may be that of a job which was run without a server.
            if (await store.GetJobAsync(name, cancel).ConfigureAwait(false) is { } job && ExecutionTable.Of(job).Of(input) is { Status: ExecutionStatus.Succeeded } ended)
                return (ended, true);
            isNew = table.Add(name, input);
        }
        var execution = table.Find(name) ?? throw new JobNotFoundException(name);
        if (isNew)
            _work.Release();
        else
            execution.Of(input);
        return (execution, !isNew);
    }

    public async Task<Execution?> FindAsync(string name, CancellationToken cancel = default) =>
        table.Find(name) ?? (await store.GetJobAsync(name, cancel).ConfigureAwait(false) is { } job ? ExecutionTable.Of(job) : null);

    public Task<ExecutionPage> ListAsync(int limit, string? next, CancellationToken cancel = default) => ListAsync(limit, next, new ExecutionFilter(), cancel);

    /// <inheritdoc cref="ListAsync(int, string?, CancellationToken)"/>
    public async Task<ExecutionPage> ListAsync(int limit, string? next, ExecutionFilter filter, CancellationToken cancel = default)
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

    public async Task StopAsync(string name, string? error = null, string? cause = null, CancellationToken cancel = default)
    {
        if (table.Find(name) is not { } execution)
        {
            throw await store.GetJobAsync(name, cancel).ConfigureAwait(false) is null
                ? new JobNotFoundException(name)
                : new ExecutionStateException($"Job {name} was not started by this server. Stop it where it runs, with Ctrl-C.");
        }
        if (execution.Status != ExecutionStatus.Running || !await TryStopAsync(name, error, cause, cancel).ConfigureAwait(false))
            throw new ExecutionStateException($"Job {name} has ended already: there is nothing to stop.");
    }

    public async Task RedriveAsync(string name, CancellationToken cancel = default)
    {
        if (table.Find(name) is null)
        {
            var job = await store.GetJobAsync(name, cancel).ConfigureAwait(false) ?? throw new JobNotFoundException(name);
            if (ExecutionTable.Of(job) is not { Status: ExecutionStatus.Failed or ExecutionStatus.Aborted } ended)
                throw NotRedriven(name);
            table.AddRedriven(ended);
        }
        else if (!table.Redrive(name))
        {
            throw NotRedriven(name);
        }
        _work.Release();
    }

    /// <summary>Runs what there is to run until it is cancelled.</summary>
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
                // The table cannot be read or written, as on a full disk. A job whose end was not noted goes on when it can be.
                await Task.Delay(RetryAfter, cancel).ConfigureAwait(false);
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
            // It may have been stopped since it was found.
            if (table.Find(execution.Name)?.Status != ExecutionStatus.Running) return;
            await run(execution, running.Stop.Token).ConfigureAwait(false);
            table.End(execution.Name, ExecutionStatus.Succeeded);
        }
        catch (OperationCanceledException) when (running.Stop.IsCancellationRequested)
        {
            // The end of the server is no end of the job.
            cancel.ThrowIfCancellationRequested();
            table.End(execution.Name, ExecutionStatus.Aborted, running.Error, running.Cause);
        }
        catch (Exception error)
        {
            // Whatever it was, it is the job's end and not the server's: the next one runs.
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
            // Of two that stop it, the first says why.
            if (!_running.Stop.IsCancellationRequested)
                (_running.Error, _running.Cause) = (error, cause);
            _running.Stop.Cancel();
        }
        await ended.WaitAsync(cancel).ConfigureAwait(false);
        return table.Find(name)?.Status == ExecutionStatus.Aborted;
    }

    private static ExecutionStateException NotRedriven(string name) =>
        new($"Job {name} has neither failed nor been stopped: there is nothing to take up again.");

    private static string WriteToken((string Name, string Time) last) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{last.Time} {last.Name}"));

    private static (string Time, string Name) ReadToken(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).Split(' ') is [var time, var name]
            ? (time, name)
            : throw new InvalidRequestException("next", $"Expected the \"next\" of the page before; found \"{token}\".");
    }

    /// <summary>The job that runs now.</summary>
    private sealed class RunningJob(string name, CancellationToken cancel) : IDisposable
    {
        public string Name => name;

        public CancellationTokenSource Stop { get; } = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        /// <summary>What whoever stopped it gave.</summary>
        public string? Error { get; set; }

        public string? Cause { get; set; }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => Stop.Dispose();
    }
}
