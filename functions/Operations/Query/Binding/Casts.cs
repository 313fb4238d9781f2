using Pipeline.Core.Errors;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>
/// Binds CAST. All numeric types are exact decimals; integer types round half away from zero. Text is parsed as a
/// number, a boolean or a time; text that cannot be parsed is a fault. Casting a bare column to text keeps the bytes of
/// the file.
/// </summary>
internal static class Casts
{
    private static readonly string[] Decimals = ["DECIMAL", "NUMERIC", "NUMBER", "DOUBLE", "REAL", "FLOAT"];
    private static readonly string[] Integers = ["INTEGER", "INT", "BIGINT"];
    private static readonly string[] Texts = ["TEXT", "VARCHAR", "STRING"];
    private static readonly string[] Timestamps = ["TIMESTAMP", "TIMESTAMPTZ", "DATETIME"];

    public static Expression Bind(ExpressionBinder binder, CastSyntax cast)
    {
        if (Texts.Contains(cast.Type)) return binder.AnyAsText(cast.Value);
        if (Decimals.Contains(cast.Type)) return ToNumber(binder, cast);
        if (Integers.Contains(cast.Type)) return binder.Pool.Round(ToNumber(binder, cast), 0);
        if (cast.Type == "BOOLEAN") return ToBoolean(binder, cast);
        if (cast.Type == "DATE") return ToTime(binder, cast, TextKind.Date);
        if (Timestamps.Contains(cast.Type)) return ToTime(binder, cast, TextKind.Timestamp);
        string[] types = [.. Decimals, .. Integers, .. Texts, "BOOLEAN", "DATE", .. Timestamps];
        throw SqlError.At(binder.Scope.Sql, cast.Span, DidYouMean.To(cast.Type, types) is { } nearest
            ? $"there is no type {cast.Type}, did you mean {nearest}?"
            : $"there is no type {cast.Type}, expected one of {string.Join(", ", types)}");
    }

    public static Expression<TextVector> ToText(ExpressionPool pool, Expression value)
    {
        if (pool.RawOf(value) is { } raw) return raw;
        return value switch
        {
            // The copy is plain text, so it compares as text and no longer as a time.
            Expression<TextVector> { TextKind: not TextKind.Any } time => pool.Concatenate(time),
            Expression<TextVector> text => text,
            Expression<NumberVector> number => pool.FormatNumber(number),
            _ => (Expression<TextVector>)Choose(
                pool, value, pool.Constant("true"u8.ToArray()), pool.Constant("false"u8.ToArray())),
        };
    }

    private static Expression<NumberVector> ToNumber(ExpressionBinder binder, CastSyntax cast) =>
        binder.Bind(cast.Value) switch
        {
            Expression<NumberVector> number => number,
            Expression<TextVector> { TextKind: not TextKind.Any } => throw SqlError.At(binder.Scope.Sql, cast.Span,
                $"a time cannot be cast to a number: write EXTRACT(EPOCH FROM {binder.Scope.Text(cast.Value)})"),
            Expression<TextVector> text => binder.Pool.ParseNumber(text, binder.Scope.Text(cast)),
            var boolean => (Expression<NumberVector>)Choose(
                binder.Pool, boolean, binder.Pool.Constant(new Number(1, 0)), binder.Pool.Constant(Number.Zero)),
        };

    private static Expression<BooleanVector> ToBoolean(ExpressionBinder binder, CastSyntax cast) =>
        binder.Bind(cast.Value) switch
        {
            Expression<BooleanVector> boolean => boolean,
            Expression<TextVector> text => binder.Pool.ParseBoolean(text, binder.Scope.Text(cast)),
            _ => throw SqlError.At(binder.Scope.Sql, cast.Span,
                $"a number cannot be cast to a boolean: write {binder.Scope.Text(cast.Value)} <> 0"),
        };

    private static Expression<TextVector> ToTime(ExpressionBinder binder, CastSyntax cast, TextKind kind) =>
        binder.Bind(cast.Value) is Expression<TextVector> text
            ? binder.Pool.ParseTime(text, kind, binder.Scope.Text(cast))
            : throw SqlError.At(
                binder.Scope.Sql,
                cast.Span,
                $"{binder.Scope.Text(cast.Value)} is {Kinds.Named(binder.Bind(cast.Value).Kind)}, but only text in ISO "
                    + "8601 can be cast to a time, such as 2026-01-31");

    /// <summary>Maps true and false to two values, and NULL to NULL.</summary>
    private static Expression Choose(ExpressionPool pool, Expression boolean, Expression ifTrue, Expression ifFalse)
    {
        var condition = (Expression<BooleanVector>)boolean;
        return pool.Case([condition, pool.Not(condition)], [ifTrue, ifFalse, pool.Null(ifTrue.Kind)]);
    }
}
