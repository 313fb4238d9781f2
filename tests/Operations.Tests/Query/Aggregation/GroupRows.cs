using CsCheck;
using Pipeline.Core.Entries;
using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Aggregation;

namespace Pipeline.Operations.Tests.Query.Aggregation;

/// <summary>Groups as texts, to compare them.</summary>
internal static class GroupRows
{
    public static Dictionary<string, string> Read(AggregatePlan plan, EntryStream merged)
    {
        var found = new Dictionary<string, string>();
        var cursor = new GroupCursor(merged, plan, 3);
        while (cursor.MoveNext())
        {
            for (var group = 0; group < cursor.Count; group++)
            {
                var values = cursor.Vectors.Select(vector => Value(vector, group)).ToArray();
                found.Add(Show(values[..plan.KeyKinds.Count]), Show(values[plan.KeyKinds.Count..]));
            }
        }
        return found;
    }

    private static object? Value(Vector vector, int row) => vector.States[row] == RowState.Null ? null : vector switch
    {
        NumberVector numbers => numbers[row],
        TextVector texts => System.Text.Encoding.UTF8.GetString(texts[row]),
        _ => ((BooleanVector)vector).Values[row],
    };

    public static string Show(object?[] values) =>
        string.Join(
            ' ',
            values.Select(value =>
                value switch
                {
                    null => "NULL",
                    string text => $"'{text}'",
                    _ => value.ToString(),
                }));

    public static object?[] KeyOf(Row row, ColumnKind[] keys) =>
        [
            .. keys.Select(kind =>
                kind switch
                {
                    ColumnKind.Text => row.Text,
                    ColumnKind.Number => (object?)row.Number,
                    _ => row.Flag,
                }),
        ];

    public static Vector? Argument(ColumnKind? kind, Row[] rows) => kind switch
    {
        ColumnKind.Text => Row.TextsOf(rows),
        ColumnKind.Number => Row.NumbersOf(rows),
        ColumnKind.Boolean => Row.FlagsOf(rows),
        _ => null,
    };
}
