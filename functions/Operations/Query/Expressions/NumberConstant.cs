using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

internal sealed class NumberConstant(int slot, Number? value) : Constant<NumberVector>(slot, value is null)
{
    public Number Value => value.GetValueOrDefault();

    private protected override void Fill(NumberVector result, int count) => result.Fill(Value, count);
}
