using System.Text;
using System.Text.Json;
using Pipeline.Core.Entries;
using Pipeline.Core.Formats;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Query;

namespace Pipeline.Operations.Tests.Query;

/// <summary>Runs a query over a little table.</summary>
/// <param name="table">
/// A line of column names, <c>name:number</c> and <c>name:boolean</c> where they are not text, then a line a record.
/// Commas lie between fields, an empty field is NULL, and <c>''</c> is empty text.
/// </param>
internal sealed class QueryRunner(
    string sql,
    string table,
    OutputFormat output = OutputFormat.Csv,
    BadRecordRule onBadRecord = BadRecordRule.Fail,
    int memoryBudget = EntrySorter.DefaultBudget)
{
    /// <inheritdoc cref="TableRunner.Cuts"/>
    public int[] Cuts { get; init; } = [];

    /// <inheritdoc cref="TableRunner.Tree"/>
    public Random? Tree { get; init; }

    public int BatchRows { get; init; } = 3;

    public long BadRecords { get; private set; }

    public static string Run(string sql, string table, OutputFormat output = OutputFormat.Csv) =>
        new QueryRunner(sql, table, output).Run();

    public string Run()
    {
        var lines = table.Split('\n');
        var columns = lines[0].Split(',').Select(column => column.Split(':')).Select(halves => new Column(
            halves[0], halves.Length == 1 ? ColumnKind.Text : Enum.Parse<ColumnKind>(halves[1], ignoreCase: true)));
        var records = lines.Skip(1).Select(line => line.Split(',').Select(Field).ToArray());
        var runner = new TableRunner([.. columns], [.. records])
        {
            Cuts = Cuts,
            Tree = Tree,
            BatchRows = BatchRows,
            OnBadRecord = onBadRecord,
            MemoryBudget = memoryBudget,
        };
        var settings = JsonSerializer.SerializeToElement(new { type = "query", sql });
        var files = runner.Run(
            new JobRequest(["table"], new OperationRequest(QueryOperation.Registration.Name, settings), Output: output),
            QueryOperation.Create);
        BadRecords += runner.BadRecords;
        return files[JobFolder.ResultName(output)];
    }

    private static byte[]? Field(string text) => text switch
    {
        "" => null,
        "''" => [],
        _ => Encoding.UTF8.GetBytes(text),
    };
}
