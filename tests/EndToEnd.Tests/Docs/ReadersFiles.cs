using Pipeline.TestKit.Guides;

namespace Pipeline.EndToEnd.Tests.Docs;

/// <summary>
/// Files that a guide takes for granted: on AWS they are on the file system, and on the front page the reader's own.
/// </summary>
internal static class ReadersFiles
{
    /// <summary>When the scheduled requests of the guides are for.</summary>
    public const string ScheduledTime = "2026-11-26T03:00:00Z";

    private static readonly (string Guide, string Path, string Content)[] Files =
    [
        ("README.md", "your-file.csv", "station,t\nAbha,18.5\nBonn,3.5\n"),
        ("README.md", "request.json", """{ "dataset": "your-file.csv", "operation": { "type": "profile" } }"""),
        ("functions/Aws/README.md", "weather/2026-11-01.csv", "station,t\nBonn,1.5\nUlm,1.25\n"),
        ("functions/Aws/README.md", "sales/2026-11-25/shops.csv", "shop,price\nBonn,1.25\nUlm,2\n"),
    ];

    public static void Write(Guide guide, string folder)
    {
        foreach (var (_, path, content) in Files.Where(file => file.Guide == guide.Path))
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, content);
        }
    }
}
