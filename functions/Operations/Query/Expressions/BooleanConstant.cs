using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

internal sealed class BooleanConstant(int slot, bool? value) : Constant<BooleanVector>(slot, value is null)
{
    public bool Value => value.GetValueOrDefault();

    private protected override void Fill(BooleanVector result, int count)
    {
        result.Reset(count);
        result.Values.AsSpan(0, count).Fill(Value);
    }
}
