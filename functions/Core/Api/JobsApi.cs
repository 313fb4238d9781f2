using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>The HTTP API for jobs, the same on one machine and on AWS.</summary>
public sealed class JobsApi
{
    private readonly IExecutions _executions;
    private readonly JobsEndpoint _jobs;
    private readonly StartEndpoint _start;
    private readonly BlocksEndpoint _blocks;
    private readonly ResultEndpoint _result;

    /// <param name="costOf">Estimates what a job has cost so far, in US dollars; null where jobs are free.</param>
    public JobsApi(
        IManifestStore store,
        IExecutions executions,
        OperationCatalog operations,
        TimeProvider clock,
        Func<JobProgress, decimal>? costOf = null)
    {
        _executions = executions;
        _jobs = new JobsEndpoint(store, executions, clock, costOf);
        _start = new StartEndpoint(_jobs, executions, operations, clock);
        _blocks = new BlocksEndpoint(store, executions);
        _result = new ResultEndpoint(store, executions);
    }

    /// <summary>Whether a path belongs to this API.</summary>
    public static bool Handles(string path) =>
        path is "/jobs" or $"/{OpenApiDocument.Name}" || path.StartsWith("/jobs/", StringComparison.Ordinal);

    /// <summary>
    /// Handles a request. Client errors and transient errors become responses; other exceptions are thrown.
    /// </summary>
    public async Task<ApiResponse> HandleAsync(ApiRequest request, CancellationToken cancel = default)
    {
        try
        {
            return await RouteAsync(request, cancel).ConfigureAwait(false);
        }
        catch (InvalidRequestException error)
        {
            return Problem.OfValidation(error);
        }
        catch (JobNotFoundException error)
        {
            return Problem.Of(404, "Not found", error.Message);
        }
        catch (Exception error) when (error is JobConflictException or ExecutionStateException)
        {
            return Problem.Of(409, "Conflict", error.Message);
        }
        catch (TransientException error)
        {
            return Problem.Of(503, "Service unavailable", error.Message, ("Retry-After", "5"));
        }
    }

    private Task<ApiResponse> RouteAsync(ApiRequest request, CancellationToken cancel) =>
        request.Path.Trim('/').Split('/') switch
        {
            ["jobs"] => DispatchAsync(
                request,
                ("GET", () => _jobs.ListAsync(request, cancel)),
                ("POST", () => _start.PostAsync(request, cancel))),
            ["jobs", var id] => DispatchAsync(
                request,
                ("GET", () => _jobs.GetAsync(JobId.Check(id), request, cancel)),
                ("DELETE", () => StopAsync(JobId.Check(id), cancel))),
            ["jobs", var id, "blocks"] => DispatchAsync(
                request, ("GET", () => _blocks.ListAsync(JobId.Check(id), request, cancel))),
            ["jobs", var id, "result"] => DispatchAsync(
                request, ("GET", () => _result.GetAsync(JobId.Check(id), cancel))),
            ["jobs", var id, "redrive"] => DispatchAsync(
                request, ("POST", () => RedriveAsync(JobId.Check(id), cancel))),
            [OpenApiDocument.Name] => DispatchAsync(
                request, ("GET", () => Task.FromResult(OpenApiDocument.Get()))),
            _ => Task.FromResult(Problem.Of(
                404, "Not found", $"There is nothing at {request.Path}. Jobs are at /jobs and /jobs/ID.")),
        };

    private async Task<ApiResponse> StopAsync(string id, CancellationToken cancel)
    {
        await _executions.StopAsync(id, cancel: cancel).ConfigureAwait(false);
        return await _jobs.FindAndDescribeAsync(id, 202, withMap: false, cancel).ConfigureAwait(false);
    }

    private async Task<ApiResponse> RedriveAsync(string id, CancellationToken cancel)
    {
        await _executions.RedriveAsync(id, cancel).ConfigureAwait(false);
        return await _jobs.FindAndDescribeAsync(id, 202, withMap: false, cancel).ConfigureAwait(false);
    }

    private static Task<ApiResponse> DispatchAsync(
        ApiRequest request, params ReadOnlySpan<(string Method, Func<Task<ApiResponse>> Handle)> methods)
    {
        var allowed = new List<string>();
        foreach (var (method, handle) in methods)
        {
            if (request.Method == method) return handle();
            allowed.Add(method);
        }
        return Task.FromResult(Problem.Of(
            405,
            "Method not allowed",
            $"{request.Path} accepts {string.Join(" and ", allowed)}; found {request.Method}.",
            ("Allow", string.Join(", ", allowed))));
    }
}
