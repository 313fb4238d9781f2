namespace Pipeline.Operations.Models;

/// <summary>An input or output of a model.</summary>
/// <param name="Element">
/// The element type, a value of onnx.proto's TensorProto.DataType such as <see cref="OnnxGraph.Double"/>; for maps, the
/// key type.
/// </param>
/// <param name="Shape">The sizes of the dimensions, null for dynamic ones; null if the shape is unknown.</param>
/// <param name="Form">The container of the elements.</param>
internal sealed record OnnxValue(string Name, int Element, IReadOnlyList<long?>? Shape, OnnxForm Form)
{
    public const int Float = 1;
    public const int Int32 = 6;
    public const int Boolean = 9;

    /// <summary>
    /// The number of values per record: the product of all dimensions except the first; null if unknown.
    /// </summary>
    public long? Width => Shape is null || Shape.Skip(1).Any(size => size is null)
        ? null
        : Shape.Skip(1).Aggregate(1L, (product, size) => product * size!.Value);

    public bool IsReal => Form == OnnxForm.Tensor && Element is Float or OnnxGraph.Double;

    /// <summary>Returns the value for messages, such as <c>"x" (float, [records, 4])</c>.</summary>
    public override string ToString()
    {
        var kind = Element switch
        {
            Float => "float",
            Int32 => "int32",
            OnnxGraph.Int64 => "int64",
            OnnxGraph.Text => "text",
            Boolean => "boolean",
            OnnxGraph.Double => "double",
            _ => $"ONNX type {Element}",
        };
        var sizes = Shape?.Select(
            (size, i) => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (i == 0 ? "records" : "?")
        );
        return Form switch
        {
            OnnxForm.Maps => $"\"{Name}\" (maps from {kind})",
            OnnxForm.Other => $"\"{Name}\" (neither a tensor nor maps)",
            _ => $"\"{Name}\" ({kind}{(sizes is null ? "" : $", [{string.Join(", ", sizes)}]")})",
        };
    }
}

internal enum OnnxForm
{
    Tensor,

    /// <summary>One map per record, from classes to probabilities.</summary>
    Maps,
    Other,
}
