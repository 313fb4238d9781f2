using Pipeline.Core.Manifests;

namespace Pipeline.Operations.Query.Output;

/// <summary>JSON: one array, with each row's object on a line of its own; <c>[]</c> without rows.</summary>
internal sealed class JsonArrayFormatter(IReadOnlyList<ResultColumn> columns) : JsonFormatter(columns)
{
    public override ReadOnlySpan<byte> Head => "["u8;

    public override ReadOnlySpan<byte> BeforeFirst => "\n"u8;

    public override ReadOnlySpan<byte> Between => ",\n"u8;

    public override ReadOnlySpan<byte> Tail => "]\n"u8;
}
