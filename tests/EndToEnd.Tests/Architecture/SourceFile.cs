using System.Text.RegularExpressions;
using Pipeline.TestKit;

namespace Pipeline.EndToEnd.Tests.Architecture;

/// <summary>A source file as the architecture rules see it: its folder, its types, and the names it uses.</summary>
/// <param name="Path">From the repository's root, with <c>/</c>.</param>
internal sealed partial record SourceFile(string Path, string Code)
{
    /// <summary>The names in its code: comments and strings do not count.</summary>
    public IReadOnlySet<string> Names { get; } =
        Name().Matches(Comment().Replace(Code, "\"\"")).Select(match => match.Value).ToHashSet();

    /// <summary>Its types, without those inside other types.</summary>
    public IReadOnlyList<string> Types { get; } =
        [.. Declaration().Matches(Code).Select(match => match.Groups[1].Value)];

    public string? Namespace { get; } =
        NamespaceLine().Match(Code) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The project's folder under <c>functions</c>.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>The folder of the file, from <c>functions</c> on, without that.</summary>
    public string Folder => string.Join('/', Path.Split('/')[1..^1]);

    /// <summary>The first folder inside the project; empty for a file of the project itself.</summary>
    public string Room => Path.Split('/') is [_, _, var room, _, ..] ? room : "";

    /// <summary>Those under <c>functions</c>, without the declarations of Amazon's packages.</summary>
    public static IReadOnlyList<SourceFile> ReadFunctions() =>
        [.. ReadAll().Where(file => file.Path.Split('/') is ["functions", not "Contracts", ..])];

    public static IReadOnlyList<SourceFile> ReadAll() =>
        [.. RepositoryFiles.All("*.cs").Select(path => new SourceFile(path, RepositoryFiles.Read(path)))];

    [GeneratedRegex(@"//[^\n]*|/\*[\s\S]*?\*/|(?<!\$)@?""(?:\\.|[^""\\\n])*""")]
    private static partial Regex Comment();

    /// <summary>Not what follows a dot, which is a member or part of a namespace.</summary>
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^(?:(?:public|internal|static|sealed|abstract|readonly|ref|unsafe|partial|file) )*"
        + @"(?:class|struct|record struct|record|interface|enum|delegate [\w<>\[\]]+) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
