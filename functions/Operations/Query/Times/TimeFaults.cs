using Pipeline.Core.Texts;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Times;

/// <summary>Explains why a text is not a time.</summary>
internal static class TimeFaults
{
    /// <param name="what">The SQL of the expression that needed the time.</param>
    /// <param name="texts">One of them has a fault in that row or is not a time.</param>
    public static string Reason(
        EvaluationContext context,
        int row,
        string what,
        params ReadOnlySpan<Expression<TextVector>> texts)
    {
        foreach (var text in texts)
        {
            var vector = text.Evaluate(context);
            if (vector.States[row] == RowState.Fault) return text.FaultReason(context, row);
            if (vector.States[row] != RowState.Value) continue;
            if (!IsoText.TryParse(IsoText.Trim(vector[row]), out var time))
                return $"{what}: {QuotedValue.Quote(vector[row])} is not a date or time in ISO 8601, such as "
                    + "2026-01-31, 2026-01-31T10:20:30Z or 2026-01-31T10:20:30.5+02:00.";
            if (!time.TryToUtc(out _))
                return $"{what}: {QuotedValue.Quote(vector[row])} is outside the years 1 to 9999 in UTC.";
        }
        throw new InvalidOperationException($"Row {row} of {what} is not a fault.");
    }
}
