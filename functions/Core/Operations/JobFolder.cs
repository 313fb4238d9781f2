using Pipeline.Core.Entries;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>The folder of a job, <c>jobs/&lt;job&gt;/</c> under the data root.</summary>
public sealed class JobFolder(string dataRoot, string jobId)
{
    public string Path { get; } = System.IO.Path.Combine(dataRoot, "jobs", jobId);

    public string JobId => jobId;

    /// <summary>Path of a partial, relative to <see cref="Path"/>.</summary>
    public static string PartialName(int pass, int block, int revision, string attempt) =>
        $"partials/{pass:d2}-{block:d5}-{revision}-{attempt}.partial";

    public static string RejectsName(int pass, int block, int revision, string attempt) =>
        $"partials/{pass:d2}-{block:d5}-{revision}-{attempt}.rejects.jsonl";

    public static string MergedName(int pass, int group) => $"partials/{pass:d2}-merged-{group:d3}.partial";

    /// <param name="pass">The pass that reads the state.</param>
    public static string LearnedName(int pass, string attempt) => $"passes/{pass:d2}-{attempt}.state";

    /// <summary>Path of the result relative to the data root, with <c>/</c>.</summary>
    public string ResultPath(OutputFormat format) => $"jobs/{jobId}/{ResultName(format)}";

    public static string ResultName(OutputFormat format) => format switch
    {
        OutputFormat.Csv => "result.csv",
        OutputFormat.Json => "result.json",
        OutputFormat.JsonLines => "result.jsonl",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No file name for this output format."),
    };

    /// <summary>Returns the format of a result from its file name or path.</summary>
    public static OutputFormat FormatOf(string result) => System.IO.Path.GetExtension(result) switch
    {
        ".csv" => OutputFormat.Csv,
        ".json" => OutputFormat.Json,
        _ => OutputFormat.JsonLines,
    };

    /// <summary>
    /// Full path of the file that lists the rejected records in dataset order, one JSON object per line.
    /// </summary>
    public string RejectsPath => System.IO.Path.Combine(Path, "rejects.jsonl");

    /// <summary>Returns a folder for the temporary files of one attempt.</summary>
    public ScratchFolder Scratch(string attempt) => new(System.IO.Path.Combine(Path, "scratch", attempt));

    /// <summary>Removes the files that only an unfinished job needs.</summary>
    public void RemovePartials()
    {
        foreach (var name in (ReadOnlySpan<string>)["partials", "passes", "scratch"])
        {
            var folder = System.IO.Path.Combine(Path, name);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
