namespace Pipeline.Core.Operations;

/// <summary>A result that is not a table, in short: what a terminal shows of it.</summary>
/// <param name="Columns">Headings of the table, and whether its values are numbers.</param>
/// <param name="Rows">Null shows as NULL.</param>
/// <param name="Notes">What the user should know, one sentence each.</param>
/// <param name="Files">Names of the other files of the result, next to it.</param>
public sealed record ResultOverview(
    IReadOnlyList<(string Heading, bool IsNumber)> Columns,
    IReadOnlyList<string?[]> Rows,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Files);
