using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Binding;

/// <summary>Describes kinds and suggests conversions, for messages.</summary>
internal static class Kinds
{
    public static string Named(Expression expression) =>
        expression.TextKind == TextKind.Any ? Named(expression.Kind) : "a time";

    public static string Named(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "a number",
        ColumnKind.Boolean => "a boolean",
        _ => "text",
    };

    /// <param name="text">The SQL of the expression of kind <paramref name="from"/>.</param>
    public static string Advice(string text, ColumnKind from, ColumnKind to) => (from, to) switch
    {
        (ColumnKind.Text, ColumnKind.Number) when text.StartsWith('\'') => "write the number without quotes",
        (ColumnKind.Text, ColumnKind.Number) => $"if it holds numbers, write CAST({text} AS DECIMAL)",
        (ColumnKind.Text, ColumnKind.Boolean) => $"if it holds true and false, write CAST({text} AS BOOLEAN)",
        (ColumnKind.Boolean, ColumnKind.Number) => $"write CASE WHEN {text} THEN 1 ELSE 0 END",
        (ColumnKind.Number, ColumnKind.Boolean) => $"compare it with something, as in {text} <> 0",
        _ => $"write CAST({text} AS TEXT)",
    };
}
