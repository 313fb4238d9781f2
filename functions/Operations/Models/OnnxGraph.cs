using System.Buffers.Binary;

namespace Pipeline.Operations.Models;

/// <summary>
/// Builds an ONNX model from inputs, constants, nodes and outputs. The field numbers are those of onnx.proto
/// (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
/// </summary>
internal sealed class OnnxGraph
{
    public const int Int64 = 7;
    public const int Text = 8;
    public const int Double = 11;

    /// <summary>The version of the standard operators. It is from 2021, so every runtime in use supports it.</summary>
    private const int OpsetVersion = 15;

    /// <summary>The version of the <c>ai.onnx.ml</c> operators, for tables and text.</summary>
    private const int MlOpsetVersion = 2;

    private const int IrVersion = 8;

    private const int AttributeInt = 2;
    private const int AttributeInts = 7;
    private const int AttributeTexts = 8;

    private readonly List<ProtobufWriter> _nodes = [];
    private readonly List<ProtobufWriter> _constants = [];
    private readonly List<ProtobufWriter> _inputs = [];
    private readonly List<ProtobufWriter> _outputs = [];
    private int _names;

    /// <summary>Adds an input tensor with one row per record.</summary>
    /// <param name="columns">The number of columns; 0 for a one-dimensional tensor.</param>
    public string Input(string name, int type, int columns)
    {
        _inputs.Add(Value(name, type, columns));
        return name;
    }

    public void Output(string name, int type, int columns) => _outputs.Add(Value(name, type, columns));

    public string Doubles(ReadOnlySpan<double> values, params ReadOnlySpan<int> dimensions)
    {
        var raw = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(raw.AsSpan(8 * i), values[i]);
        return Constant(Double, dimensions, tensor => tensor.Raw(9, raw));
    }

    public string Longs(params ReadOnlySpan<long> values)
    {
        var raw = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(8 * i), values[i]);
        return Constant(Int64, [values.Length], tensor => tensor.Raw(9, raw));
    }

    public string Texts(IReadOnlyList<string> values) => Constant(Text, [values.Count], tensor =>
    {
        foreach (var value in values)
            tensor.Text(6, value);
    });

    /// <summary>Adds a node with one output.</summary>
    /// <param name="output">The name of the output; null to generate one.</param>
    /// <returns>The name of the output.</returns>
    public string Node(
        string operation,
        IReadOnlyList<string> inputs,
        string? output = null,
        Action<ProtobufWriter>? attributes = null,
        string domain = "")
    {
        output ??= NewName();
        var node = new ProtobufWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        node.Text(2, output).Text(4, operation);
        attributes?.Invoke(node);
        if (domain.Length > 0)
            node.Text(7, domain);
        _nodes.Add(node);
        return output;
    }

    /// <summary>
    /// Adds a node that maps each text to its index in a list, or to the list's length if it is not in the list.
    /// </summary>
    public string Places(string texts, IReadOnlyList<string> list) =>
        Node(
            "LabelEncoder",
            [texts],
            attributes: node =>
                node.Message(5, Attribute("keys_strings", AttributeTexts, attribute =>
                        {
                            foreach (var text in list)
                                attribute.Text(9, text);
                        }))
                    .Message(5, Attribute("values_int64s", AttributeInts, attribute =>
                        {
                            for (var i = 0; i < list.Count; i++)
                                attribute.Number(8, i);
                        }))
                    .Message(5, Attribute("default_int64", AttributeInt, attribute => attribute.Number(3, list.Count))),
            domain: "ai.onnx.ml");

    /// <summary>Sets integer attributes of a node.</summary>
    public static Action<ProtobufWriter> Set(params (string Name, long Value)[] settings) => node =>
    {
        foreach (var (name, value) in settings)
            node.Message(5, Attribute(name, AttributeInt, attribute => attribute.Number(3, value)));
    };

    /// <summary>Serializes the model.</summary>
    /// <param name="description">The model's documentation string, shown by model viewers.</param>
    public byte[] ToFile(string name, string description)
    {
        var graph = new ProtobufWriter();
        foreach (var node in _nodes)
            graph.Message(1, node);
        graph.Text(2, name);
        foreach (var constant in _constants)
            graph.Message(5, constant);
        foreach (var input in _inputs)
            graph.Message(11, input);
        foreach (var output in _outputs)
            graph.Message(12, output);
        return new ProtobufWriter()
            .Number(1, IrVersion).Text(2, "pipeline").Text(6, description).Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Number(2, OpsetVersion))
            .Message(8, new ProtobufWriter().Text(1, "ai.onnx.ml").Number(2, MlOpsetVersion))
            .Written.ToArray();
    }

    private static ProtobufWriter Attribute(string name, int type, Action<ProtobufWriter> value)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        value(attribute);
        return attribute.Number(20, type);
    }

    private string Constant(int type, ReadOnlySpan<int> dimensions, Action<ProtobufWriter> values)
    {
        var name = NewName();
        var tensor = new ProtobufWriter();
        foreach (var dimension in dimensions)
            tensor.Number(1, dimension);
        tensor.Number(2, type);
        values(tensor);
        _constants.Add(tensor.Text(8, name));
        return name;
    }

    private static ProtobufWriter Value(string name, int type, int columns)
    {
        var shape = new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "records"));
        if (columns > 0)
            shape.Message(1, new ProtobufWriter().Number(1, columns));
        var tensor = new ProtobufWriter().Number(1, type).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    /// <summary>Generates a name: a slash and a number, which cannot collide with the name of a column.</summary>
    private string NewName() => $"/{++_names}";
}
