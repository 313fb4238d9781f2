using Pipeline.Core.Api;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;
using Pipeline.Local.Commands;
using Pipeline.Operations;

namespace Pipeline.Local.Serving;

/// <summary>
/// The routes that need the data root on this machine: its datasets, the plan of a request, and published files.
/// </summary>
internal sealed class DataRootRoutes(DataRoot root, int workers, bool mayRunPrograms)
{
    private const int MaxDatasets = 1_000;
    private const string FilesPrefix = "/files/";

    /// <returns>Null if the path is not one of these routes.</returns>
    public ApiResponse? Handle(ApiRequest request, CancellationToken cancel)
    {
        try
        {
            return (request.Method, request.Path) switch
            {
                ("GET", "/datasets") => ListDatasets(),
                ("POST", "/plan") => Plan(request, cancel),
                (_, "/datasets") => WrongMethod("/datasets accepts GET", "GET"),
                (_, "/plan") => WrongMethod("/plan accepts POST", "POST"),
                _ => null,
            };
        }
        catch (InvalidRequestException error)
        {
            return Problem.OfValidation(error);
        }
        catch (DatasetUnavailableException error)
        {
            return Problem.Of(422, "Unprocessable content", error.Message);
        }

        ApiResponse WrongMethod(string message, string allowed) =>
            Problem.Of(405, "Method not allowed", $"{message}; found {request.Method}.", ("Allow", allowed));
    }

    /// <summary>Finds a file that a job has published: its result or a file next to it.</summary>
    /// <returns>The full path; null if there is no such file, or it is not one that jobs publish.</returns>
    public string? FindPublished(string path)
    {
        if (!path.StartsWith(FilesPrefix, StringComparison.Ordinal)
            || path[FilesPrefix.Length..].Split('/') is not [DataRoot.JobsFolder, var job, var name]
            || !JobId.IsValid(job)
            || !IsPublishedName(name))
        {
            return null;
        }
        try
        {
            var full = root.Resolve($"{DataRoot.JobsFolder}/{job}/{name}", "path");
            return File.Exists(full) ? full : null;
        }
        catch (InvalidRequestException)
        {
            // A symbolic link that leaves the data root.
            return null;
        }
    }

    private static bool IsPublishedName(string name) =>
        name.StartsWith("result.", StringComparison.Ordinal) || name is "predictions.csv" or "rejects.jsonl";

    private ApiResponse ListDatasets()
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
            IgnoreInaccessible = true,
        };
        var files = new DirectoryInfo(root.FullPath).EnumerateFiles("*", options)
            .Where(file => file.Exists)
            .Select(file => new DatasetListItem(root.Relative(file.FullName), file.Length))
            .Where(file => file.Path.Split('/')[0] is not (DataRoot.JobsFolder or DataRoot.ModelsFolder or "tools"))
            .Take(MaxDatasets)
            .OrderBy(file => file.Path, NaturalOrder.Instance);
        return ApiResponse.Json(200, new DatasetList([.. files]), ServingJson.Default.DatasetList);
    }

    private ApiResponse Plan(ApiRequest request, CancellationToken cancel)
    {
        var asked = OperationRegistry.All.ReadRequest(request.Body.Span);
        var concurrency = JobRunner.AtOnce(workers, asked);
        var store = new Lazy<IManifestStore>(() =>
            throw new InvalidOperationException("A plan does not use manifests."));
        var step = new SplitStep(JobRunner.NewContext(root, store, concurrency, mayRunPrograms));
        var plan = step.Plan(asked, concurrency, cancel);
        return ApiResponse.Json(200, PlanSummary.Of(plan), ServingJson.Default.PlanSummary);
    }
}
