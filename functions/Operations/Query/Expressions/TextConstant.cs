using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

internal sealed class TextConstant(int slot, byte[]? value, TextKind kind) : Constant<TextVector>(slot, value is null)
{
    internal override TextKind TextKind => kind;

    public byte[] Value => value ?? [];

    private protected override void Fill(TextVector result, int count) => result.Fill(Value, count);
}
