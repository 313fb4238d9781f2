namespace Pipeline.Operations.Models;

/// <summary>
/// The inputs and outputs of an ONNX model, read from its file without loading the model. Processes that validate,
/// merge or publish a job never need the model in memory. Field numbers are those of onnx.proto.
/// </summary>
/// <param name="Inputs">The inputs without a constant value in the file.</param>
/// <param name="Classes">
/// The names of the classes, in the order of the probabilities; null if the model does not name them.
/// </param>
/// <param name="DataFiles">The paths of the files with external data, relative to the model's folder.</param>
internal sealed record OnnxSignature(
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs,
    IReadOnlyList<string>? Classes,
    IReadOnlyList<string> DataFiles)
{
    /// <summary>Longer lists of texts are not treated as classes.</summary>
    public const int MaxClasses = 1_000;

    /// <summary>The max nesting of types. Real models nest two.</summary>
    private const int MaxType = 8;

    /// <exception cref="InvalidDataException">The file is not an ONNX model.</exception>
    public static OnnxSignature Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new Parser(new ProtobufReader(file)).Model(new ProtobufField(0, 0, 0, file.Length));
    }

    private sealed class Parser(ProtobufReader reader)
    {
        private readonly HashSet<string> _constants = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<string>> _texts = new(StringComparer.Ordinal);
        private readonly SortedSet<string> _dataFiles = new(StringComparer.Ordinal);
        private readonly List<OnnxValue> _inputs = [];
        private readonly List<OnnxValue> _outputs = [];

        /// <summary>The classes from the class label attributes of ai.onnx.ml nodes.</summary>
        private List<string>? _classes;

        /// <summary>
        /// The first input of each Gather node, by output. Such a node can look up classes in a list of texts.
        /// </summary>
        private readonly Dictionary<string, string> _lookups = new(StringComparer.Ordinal);

        public OnnxSignature Model(ProtobufField file)
        {
            var hasGraph = false;
            foreach (var field in reader.Fields(file))
            {
                if (field.Field != 7) continue;
                hasGraph = true;
                Graph(field);
            }
            if (!hasGraph || _outputs.Count == 0)
                throw new InvalidDataException("no graph with outputs");
            var inputs = _inputs.Where(input => !_constants.Contains(input.Name)).ToList();
            var looked = _outputs
                .Select(output => _lookups.GetValueOrDefault(output.Name))
                .FirstOrDefault(name => name is not null && _texts.ContainsKey(name));
            return new OnnxSignature(
                inputs,
                _outputs,
                _classes ?? (looked is null ? null : _texts[looked]),
                [.. _dataFiles]);
        }

        private void Graph(ProtobufField graph)
        {
            foreach (var field in reader.Fields(graph))
            {
                switch (field.Field)
                {
                    case 1:
                        Node(field);
                        break;
                    case 5:
                        Constant(field);
                        break;
                    case 11:
                        _inputs.Add(Value(field));
                        break;
                    case 12:
                        _outputs.Add(Value(field));
                        break;
                }
            }
        }

        private void Node(ProtobufField node)
        {
            var (inputs, output, operation) = (new List<string>(), "", "");
            foreach (var field in reader.Fields(node))
            {
                switch (field.Field)
                {
                    case 1:
                        inputs.Add(reader.Text(field));
                        break;
                    case 2:
                        output = reader.Text(field);
                        break;
                    case 4:
                        operation = reader.Text(field);
                        break;
                    case 5:
                        Attribute(field);
                        break;
                }
            }
            if (operation == "Gather" && inputs.Count > 0)
                _lookups[output] = inputs[0];
        }

        private void Attribute(ProtobufField attribute)
        {
            var (isClasses, values) = (false, new List<string>());
            foreach (var field in reader.Fields(attribute))
            {
                if (values.Count > MaxClasses) return;
                if (field.Field == 1)
                    isClasses =
                        reader.Text(field) is "classlabels_ints" or "classlabels_int64s" or "classlabels_strings";
                else if (isClasses && field.Field == 8)
                    values.AddRange(
                        reader
                            .Numbers(field)
                            .Take(MaxClasses + 1)
                            .Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                else if (isClasses && field.Field == 9)
                    values.Add(reader.Text(field));
            }
            if (values.Count is > 0 and <= MaxClasses)
                _classes ??= values;
        }

        private void Constant(ProtobufField tensor)
        {
            var (name, texts) = ("", new List<string>());
            foreach (var field in reader.Fields(tensor))
            {
                if (field.Field == 8)
                    name = reader.Text(field);
                else if (field.Field == 6 && texts.Count <= MaxClasses)
                    texts.Add(reader.Text(field));
                else if (field.Field == 13)
                    DataFile(field);
            }
            _constants.Add(name);
            if (texts.Count is > 0 and <= MaxClasses)
                _texts[name] = texts;
        }

        /// <summary>Reads a key/value pair that describes external data.</summary>
        private void DataFile(ProtobufField pair)
        {
            var isPlace = false;
            foreach (var field in reader.Fields(pair))
            {
                if (field.Field == 1)
                    isPlace = reader.Text(field) == "location";
                else if (field.Field == 2 && isPlace)
                    _dataFiles.Add(reader.Text(field));
            }
        }

        private OnnxValue Value(ProtobufField value)
        {
            var (name, type) = ("", new OnnxValue("", 0, null, OnnxForm.Other));
            foreach (var field in reader.Fields(value))
            {
                if (field.Field == 1)
                    name = reader.Text(field);
                else if (field.Field == 2)
                    type = Type(field, depth: 0);
            }
            return type with { Name = name };
        }

        private OnnxValue Type(ProtobufField type, int depth)
        {
            if (depth > MaxType)
                throw new InvalidDataException($"types nested too deeply at byte {type.Start}");
            foreach (var field in reader.Fields(type))
            {
                switch (field.Field)
                {
                    case 1:
                        return Tensor(field);
                    case 4:
                        foreach (var element in reader.Fields(field))
                        {
                            if (element.Field == 1) return Type(element, depth + 1);
                        }
                        break;
                    case 5:
                        foreach (var key in reader.Fields(field))
                        {
                            if (key.Field == 1) return new OnnxValue("", (int)key.Number, null, OnnxForm.Maps);
                        }
                        break;
                }
            }
            return new OnnxValue("", 0, null, OnnxForm.Other);
        }

        private OnnxValue Tensor(ProtobufField tensor)
        {
            var element = 0;
            List<long?>? shape = null;
            foreach (var field in reader.Fields(tensor))
            {
                if (field.Field == 1)
                    element = (int)field.Number;
                else if (field.Field == 2)
                    shape = [.. reader.Fields(field).Where(dimension => dimension.Field == 1).Select(Size)];
            }
            return new OnnxValue("", element, shape, OnnxForm.Tensor);
        }

        private long? Size(ProtobufField dimension)
        {
            foreach (var field in reader.Fields(dimension))
            {
                if (field.Field == 1 && field.Number > 0) return field.Number;
            }
            return null;
        }
    }
}
