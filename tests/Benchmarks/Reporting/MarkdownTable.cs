namespace Pipeline.Benchmarks.Reporting;

internal static class MarkdownTable
{
    /// <summary>A table whose columns but the first are numbers, to the right.</summary>
    public static string Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        string[] rule = ["---", .. columns.Skip(1).Select(_ => "---:")];
        return string.Concat(
            ((IEnumerable<IReadOnlyList<string>>)[columns, rule, .. rows]).Select(row =>
                $"| {string.Join(" | ", row)} |\n"));
    }
}
