using System.CommandLine;
using Pipeline.Core.Datasets;

namespace Pipeline.Local.Commands;

/// <summary>Options shared by most commands: the data root, the manifest file and JSON output.</summary>
internal sealed class CommonOptions
{
    public const string JsonName = "--json";

    public Option<string> Root { get; } = new("--root")
    {
        HelpName = "DIR",
        Description = "Data root: the folder that contains the datasets and the jobs folder",
        DefaultValueFactory = _ => ".",
    };

    public Option<string?> Manifests { get; } = new("--manifests")
    {
        HelpName = "FILE",
        Description = "SQLite file for the manifests [default: ROOT/jobs/manifests.db]",
    };

    public Option<bool> Json { get; } = new(JsonName)
    {
        Description = "Write exactly one JSON document to standard output",
    };

    public string ManifestsPath(ParseResult parsed) =>
        parsed.GetValue(Manifests) ?? Path.Combine(parsed.GetRequiredValue(Root), DataRoot.JobsFolder, "manifests.db");
}
