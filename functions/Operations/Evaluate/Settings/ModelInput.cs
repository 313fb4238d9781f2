using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>An input of the model and its columns.</summary>
/// <param name="Columns">The indexes of the columns among the columns that are read.</param>
internal sealed record ModelInput(OnnxValue Value, IReadOnlyList<int> Columns)
{
    /// <summary>
    /// Returns the shape of the input for a number of records. One dimension may be dynamic: its size follows from the
    /// number of columns.
    /// </summary>
    public long[] ShapeOf(int records)
    {
        var shape = Value.Shape ?? [null, null];
        var known = shape.Skip(1).Aggregate(1L, (product, size) => product * (size ?? 1));
        return [records, .. shape.Skip(1).Select(size => size ?? Columns.Count / known)];
    }
}
