using Pipeline.Core.Api;
using Pipeline.Core.Datasets;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Steps;
using Pipeline.Local.Commands;

namespace Pipeline.Local.Serving;

/// <summary>What only a server has that the data root lies beside: the datasets in it, the plan of a request, and what jobs have published.</summary>
internal sealed class RootRoutes(DataRoot root, int workers, bool mayRunPrograms)
{
    private const int MostDatasets = 1_000;
    private const string FilesPrefix = "/files/";

    /// <returns>Null if the path is none of these.</returns>
    public ApiResponse? Handle(ApiRequest request, CancellationToken cancel)
    {
        try
        {
            return (request.Method, request.Path) switch
            {
                ("GET", "/datasets") => Datasets(),
                ("POST", "/plan") => Plan(request, cancel),
                (_, "/datasets" or "/plan") => Problem.Of(405, "Method not allowed", "Datasets are got, and plans are posted.", null, ("Allow", request.Path == "/plan" ? "POST" : "GET")),
                _ => null,
            };
        }
        catch (InvalidRequestException error)
        {
            return Problem.OfMistakes(error);
        }
        catch (DatasetUnavailableException error)
        {
            return Problem.Of(422, "Unprocessable content", error.Message);
        }
    }

    /// <summary>Files that jobs have published: the result and what lies beside it.</summary>
    /// <returns>Full path; null if there is no such file, or none that jobs publish.</returns>
    public string? FindPublished(string path)
    {
        if (!path.StartsWith(FilesPrefix, StringComparison.Ordinal) || path[FilesPrefix.Length..].Split('/') is not [DataRoot.JobsFolder, var job, var name])
            return null;
        if (!JobId.IsValid(job) || !name.StartsWith("result.", StringComparison.Ordinal) && name is not ("predictions.csv" or "rejects.jsonl"))
            return null;
        try
        {
            var full = root.Resolve($"{DataRoot.JobsFolder}/{job}/{name}", "path");
            return File.Exists(full) ? full : null;
        }
        catch (InvalidRequestException)
        {
            // A link out of the root is no file of a job.
            return null;
        }
    }

    private ApiResponse Datasets() => ApiResponse.Json(200, json =>
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden, IgnoreInaccessible = true };
        var files = new DirectoryInfo(root.FullPath).EnumerateFiles("*", options)
            .Where(file => file.Exists)
            .Select(file => (Path: root.Relative(file.FullName), file.Length))
            .Where(file => file.Path.Split('/')[0] is not (DataRoot.JobsFolder or DataRoot.ModelsFolder or "tools"))
            .Take(MostDatasets).OrderBy(file => file.Path, NaturalOrder.Instance).ToList();
        json.WriteStartArray("files");
        foreach (var (path, length) in files)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteNumber("bytes", length);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private ApiResponse Plan(ApiRequest request, CancellationToken cancel)
    {
        var asked = RequestCheck.Read(request.Body.Span);
        var atOnce = JobRunner.AtOnce(workers, asked);
        var store = new Lazy<IManifestStore>(() => throw new InvalidOperationException("A plan needs no manifests."));
        var plan = new SplitStep(JobRunner.NewContext(root, store, atOnce, mayRunPrograms)).Plan(asked, atOnce, cancel);
        return ApiResponse.Json(200, json =>
        {
            json.WriteNumber("files", plan.Files.Count);
            json.WriteNumber("bytes", plan.Bytes);
            json.WriteNumber("blocks", plan.Blocks.Count);
            json.WriteNumber("blockSize", plan.BlockSize);
            json.WriteStartArray("notes");
            foreach (var note in plan.Detected.Notes)
                json.WriteStringValue(note);
            json.WriteEndArray();
        });
    }
}
