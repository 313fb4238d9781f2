using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>A column of the records as its bytes are in the file, without quotes and escapes.</summary>
internal sealed class RawColumn(int slot, int column) : Expression<TextVector>(slot)
{
    /// <summary>Index into the columns of the batch.</summary>
    public int Column => column;

    private protected override void Compute(EvaluationContext context, TextVector result)
    {
        var field = context.Batch.Columns[column];
        result.Borrow(context.Batch.Bytes, field.Starts, field.Lengths, context.Count);
    }
}
