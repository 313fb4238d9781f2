using Pipeline.TestKit.Guides;

namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary>What the guide to the server says about this API.</summary>
internal static class Readme
{
    private const string Heading = "## As Step Functions";

    private static readonly Guide Server = Guide.Read("functions/Server/README.md");

    public static string Section { get; } = Server.Section(Heading);

    /// <summary>The commands shown.</summary>
    public static string Commands { get; } = Server.Example("sh", under: Heading);
}
