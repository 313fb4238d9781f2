using System.Globalization;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>The HTTP API of jobs: the same answers whoever starts the jobs and keeps the manifests.</summary>
public sealed class JobsApi
{
    private readonly IExecutions _executions;
    private readonly JobViews _jobs;
    private readonly JobStart _start;
    private readonly BlockPages _blocks;
    private readonly ResultView _result;

    /// <param name="costOf">Says what a job has cost so far, in US dollars; null where nothing is paid for a job.</param>
    public JobsApi(IManifestStore store, IExecutions executions, TimeProvider clock, Func<JobStanding, decimal>? costOf = null)
    {
        _executions = executions;
        _jobs = new JobViews(store, executions, clock, costOf);
        _start = new JobStart(_jobs, executions, clock);
        _blocks = new BlockPages(store, executions);
        _result = new ResultView(store, executions);
    }

    /// <summary>Whether a path is one of this API.</summary>
    public static bool Knows(string path) =>
        path is "/jobs" or $"/{OpenApiDocument.Name}" || path.StartsWith("/jobs/", StringComparison.Ordinal);

    /// <returns>Always an answer; what is not the asker's fault is thrown.</returns>
    public async Task<ApiResponse> HandleAsync(ApiRequest request, CancellationToken cancel = default)
    {
        try
        {
            return await RouteAsync(request, cancel).ConfigureAwait(false);
        }
        catch (InvalidRequestException error)
        {
            return Problem.OfMistakes(error);
        }
        catch (JobNotFoundException error)
        {
            return Problem.Of(404, "Not found", error.Message);
        }
        catch (Exception error) when (error is JobConflictException or ExecutionStateException)
        {
            return Problem.Of(409, "Conflict", error.Message);
        }
        catch (Exception error) when (error is ManifestsBusyException or ExecutionsBusyException)
        {
            return Problem.Of(503, "Service unavailable", error.Message, null, ("Retry-After", "5"));
        }
    }

    private Task<ApiResponse> RouteAsync(ApiRequest request, CancellationToken cancel) => request.Path.Trim('/').Split('/') switch
    {
        ["jobs"] => MethodOf(request, ("GET", () => _jobs.ListAsync(request, cancel)), ("POST", () => _start.PostAsync(request, cancel))),
        ["jobs", var id] => MethodOf(request, ("GET", () => _jobs.GetAsync(JobId.Check(id), request, cancel)), ("DELETE", () => StopAsync(JobId.Check(id), cancel))),
        ["jobs", var id, "blocks"] => MethodOf(request, ("GET", () => _blocks.ListAsync(JobId.Check(id), request, cancel))),
        ["jobs", var id, "result"] => MethodOf(request, ("GET", () => _result.GetAsync(JobId.Check(id), cancel))),
        ["jobs", var id, "redrive"] => MethodOf(request, ("POST", () => RedriveAsync(JobId.Check(id), cancel))),
        [OpenApiDocument.Name] => MethodOf(request, ("GET", () => Task.FromResult(OpenApiDocument.Get()))),
        _ => Task.FromResult(Problem.Of(404, "Not found", $"There is nothing at {request.Path}. Jobs are at /jobs and /jobs/ID.")),
    };

    private async Task<ApiResponse> StopAsync(string id, CancellationToken cancel)
    {
        await _executions.StopAsync(id, cancel: cancel).ConfigureAwait(false);
        return await _jobs.FindAndTellAsync(id, 202, withMap: false, cancel).ConfigureAwait(false);
    }

    private async Task<ApiResponse> RedriveAsync(string id, CancellationToken cancel)
    {
        await _executions.RedriveAsync(id, cancel).ConfigureAwait(false);
        return await _jobs.FindAndTellAsync(id, 202, withMap: false, cancel).ConfigureAwait(false);
    }

    private static Task<ApiResponse> MethodOf(ApiRequest request, params ReadOnlySpan<(string Method, Func<Task<ApiResponse>> Handle)> methods)
    {
        var allowed = new List<string>();
        foreach (var (method, handle) in methods)
        {
            if (request.Method == method) return handle();
            allowed.Add(method);
        }
        return Task.FromResult(Problem.Of(
            405, "Method not allowed", $"{request.Path} takes {string.Join(" and ", allowed)}; found {request.Method}.", null, ("Allow", string.Join(", ", allowed))));
    }

    /// <summary>A yes or no of the query; no if it is left out.</summary>
    /// <exception cref="InvalidRequestException">It is neither.</exception>
    internal static bool Flag(ApiRequest request, string name) => request.Query.GetValueOrDefault(name, "false") switch
    {
        "true" => true,
        "false" => false,
        var text => throw new InvalidRequestException(name, $"Expected true or false; found \"{text}\"."),
    };

    /// <summary>A whole number of the query.</summary>
    /// <exception cref="InvalidRequestException">It is none, or beyond the bounds.</exception>
    internal static int Number(ApiRequest request, string name, int least, int most, int left)
    {
        if (!request.Query.TryGetValue(name, out var text)) return left;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidRequestException(name, string.Create(CultureInfo.InvariantCulture, $"Expected a whole number from {least} to {most}; found \"{text}\"."));
    }
}
