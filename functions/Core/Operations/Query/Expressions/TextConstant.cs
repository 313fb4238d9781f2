using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Core.Operations.Query.Expressions;

internal sealed class TextConstant(int slot, byte[]? value) : Constant<TextVector>(slot, value is null)
{
    public byte[] Value => value ?? [];

    private protected override void Fill(TextVector result, int count) => result.Fill(Value, count);
}
