using Pipeline.Core.Operations.Models;

namespace Pipeline.Core.Operations.Evaluate;

/// <summary>An input of the model and the columns that go into it.</summary>
/// <param name="Columns">Places of the columns among those that are read.</param>
internal sealed record ModelInput(OnnxValue Value, IReadOnlyList<int> Columns)
{
    /// <summary>The shape of an input for so many records.</summary>
    public long[] ShapeOf(int records)
    {
        var shape = Value.Shape ?? [null, Columns.Count];
        return [records, .. shape.Skip(1).Select(size => size ?? Columns.Count)];
    }
}
