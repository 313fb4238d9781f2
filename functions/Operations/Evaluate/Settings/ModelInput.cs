using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>An input of the model and the columns that go into it.</summary>
/// <param name="Columns">Places of the columns among those that are read.</param>
internal sealed record ModelInput(OnnxValue Value, IReadOnlyList<int> Columns)
{
    /// <summary>The shape of an input for so many records. One dimension may be open: it has as many places as the columns need.</summary>
    public long[] ShapeOf(int records)
    {
        var shape = Value.Shape ?? [null, null];
        var known = shape.Skip(1).Aggregate(1L, (product, size) => product * (size ?? 1));
        return [records, .. shape.Skip(1).Select(size => size ?? Columns.Count / known)];
    }
}
