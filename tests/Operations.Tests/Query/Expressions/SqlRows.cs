using System.Text;
using Pipeline.Core.Formats;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Expressions;

/// <summary>
/// Evaluates SQL over rows of the columns n, m (numbers), t, u (texts), b, c (booleans). Null is NULL.
/// </summary>
internal static class SqlRows
{
    public const string Null = "NULL";
    public const string Fault = "FAULT";

    public static readonly RecordFormat Format = new DelimitedFormat((byte)',', (byte)'"', true,
    [
        new("n", ColumnKind.Number), new("m", ColumnKind.Number), new("t", ColumnKind.Text), new("u", ColumnKind.Text),
        new("b", ColumnKind.Boolean), new("c", ColumnKind.Boolean),
    ]);

    public static BoundQuery Bind(string sql, RecordFormat? format = null) =>
        Binder.Bind(SqlParser.Parse(sql), sql, format ?? Format);

    /// <summary>The value of an expression of constants.</summary>
    public static string Evaluate(string expression) => Evaluate(expression, new string?[][] { [] })[0];

    public static string Evaluate(string expression, string?[] row) => Evaluate(expression, new[] { row })[0];

    /// <param name="rows">Values of the columns in the order of the format; those that a row lacks are NULL.</param>
    public static string[] Evaluate(string expression, string?[][] rows) =>
        Evaluate(
            expression,
            Array.ConvertAll(rows, row =>
                Array.ConvertAll(row, field => field is null ? null : Encoding.UTF8.GetBytes(field))));

    public static string[] Evaluate(string expression, byte[]?[][] rows)
    {
        var query = Bind($"SELECT {expression} AS result FROM dataset");
        var context = query.NewRecordContext();
        context.Start(Batch(query.Columns, rows));
        return Show(query.Items[0].Expression.Evaluate(context));
    }

    public static RecordBatch Batch(IReadOnlyList<string> columns, string?[][] rows) =>
        Batch(
            columns,
            Array.ConvertAll(rows, row =>
                Array.ConvertAll(row, field => field is null ? null : Encoding.UTF8.GetBytes(field))));

    public static RecordBatch Batch(IReadOnlyList<string> columns, byte[]?[][] rows)
    {
        var batch = new RecordBatch(columns.Count)
        {
            File = "data.csv",
            Count = rows.Length,
            Offsets = [.. rows.Select((_, i) => i * 10L)],
        };
        var bytes = new List<byte>();
        for (var c = 0; c < columns.Count; c++)
        {
            var field = Format.Columns.ToList().FindIndex(column => column.Name == columns[c]);
            batch.Columns[c].Reserve(rows.Length);
            for (var i = 0; i < rows.Length; i++)
            {
                var value = field < rows[i].Length ? rows[i][field] : null;
                batch.Columns[c].Starts[i] = bytes.Count;
                batch.Columns[c].Lengths[i] = value?.Length ?? FieldColumn.Null;
                bytes.AddRange(value ?? []);
            }
        }
        batch.Bytes = [.. bytes];
        return batch;
    }

    public static string[] Show(Vector vector) =>
        [.. Enumerable.Range(0, vector.Count).Select(row => vector.States[row] switch
    {
        RowState.Null => Null,
        RowState.Fault => Fault,
        _ => vector switch
        {
            NumberVector numbers => numbers[row].ToString(),
            BooleanVector booleans => booleans.Values[row] ? "true" : "false",
            _ => Encoding.UTF8.GetString(((TextVector)vector)[row]),
        },
    })];
}
