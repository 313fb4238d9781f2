using Pipeline.Core.Texts;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Times;

/// <summary>Why a text gave no time.</summary>
internal static class TimeFaults
{
    /// <param name="what">The SQL of what needed the time.</param>
    /// <param name="texts">One of them has a fault in that row, or is no time.</param>
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
                return $"{what}: {QuotedValue.Quote(vector[row])} is not in the years 1 to 9999 of UTC.";
        }
        throw new InvalidOperationException($"Row {row} of {what} is not a fault.");
    }
}
