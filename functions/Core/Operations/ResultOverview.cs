namespace Pipeline.Core.Operations;

/// <summary>A summary of a result that is not a table, for a terminal.</summary>
/// <param name="Columns">Headings of the table, and whether its values are numbers.</param>
/// <param name="Rows">A null value is shown as NULL.</param>
/// <param name="Notes">What the user should know, one sentence each.</param>
/// <param name="Files">Names of the other files next to the result file.</param>
public sealed record ResultOverview(
    IReadOnlyList<(string Heading, bool IsNumber)> Columns,
    IReadOnlyList<string?[]> Rows,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Files);
