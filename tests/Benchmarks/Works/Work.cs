using Pipeline.Benchmarks.Datasets;

namespace Pipeline.Benchmarks.Works;

/// <summary>One row of the table: a question about a dataset, in the words of each contestant.</summary>
/// <param name="Name">For people.</param>
/// <param name="Sql">For pipeline.</param>
/// <param name="Format">The record format as flags of <c>pipeline run</c>.</param>
/// <param name="DuckDbSql">The same for DuckDB, with the types that it is fastest with.</param>
/// <param name="HasKey">Whether the first column of the answer is text; all others are numbers.</param>
/// <param name="MawkProgram">The same for mawk, whose lines are those of the answer; null where it cannot.</param>
/// <param name="Tolerance">By how much the numbers of two answers may differ, relative to them; 0 where nobody reckons
/// with doubles.</param>
/// <param name="Target">How many times faster than DuckDB pipeline is to be.</param>
internal sealed record Work(
    string Name,
    Dataset Dataset,
    string Sql,
    IReadOnlyList<string> Format,
    string DuckDbSql,
    double Tolerance,
    double Target,
    bool HasKey = true,
    string? MawkProgram = null);
