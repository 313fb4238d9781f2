using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>Reads and validates the settings of <c>evaluate</c>, and collects every error.</summary>
internal sealed class EvaluateSettingsReader
{
    private const int MaxWorst = 1_000;
    private const int DefaultBatch = 32;
    private const int MaxBatch = 8_192;

    private readonly List<ValidationError> _errors;
    private readonly JsonFieldReader _fields;
    private readonly OperationContext? _context;

    /// <param name="context">Null to validate without access to the dataset and the model.</param>
    private EvaluateSettingsReader(JobRequest request, OperationContext? context, List<ValidationError> errors)
    {
        (_context, _errors) = (context, errors);
        _fields = new JsonFieldReader(request.Operation.Settings, "operation", errors);
    }

    /// <exception cref="InvalidRequestException">The settings are invalid.</exception>
    public static EvaluateSettings Read(OperationContext context)
    {
        var errors = new List<ValidationError>();
        return new EvaluateSettingsReader(context.Request, context, errors).Read() is { } settings && errors.Count == 0
            ? settings
            : throw new InvalidRequestException(errors);
    }

    /// <summary>Validates what can be validated without access to the dataset and the model.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) =>
        new EvaluateSettingsReader(request, context: null, errors).Read();

    /// <returns>Null if there is an error, or no access to the dataset and the model.</returns>
    private EvaluateSettings? Read()
    {
        _fields.Find("type");
        var model = ReadModel();
        var asked = _fields.Choice<EvaluationKind>("kind");
        var label = ReadColumn("label", isRequired: true);
        var groupBy = ReadColumn("groupBy");
        var softmax = _fields.Boolean("softmax") ?? false;
        var worst = (int?)_fields.WholeNumber("worst", 0, MaxWorst) ?? 10;
        var predictions = _fields.Boolean("predictions") ?? false;
        var batch = (int?)_fields.WholeNumber("batch", 1, MaxBatch);
        var mapping = ReadInputs();
        var names = ReadClasses();
        _fields.RejectUnknown();
        if (_context is null || model is null || label is null || _errors.Count > 0)
            return null;

        // Without a numeric label there is no error to measure, so it must be a classification.
        var kind = asked
            ?? (label.Kind == ColumnKind.Number ? ModelOutputs.KindOf(model.Signature) : EvaluationKind.Classification);
        var inputs = new InputMapping(_context.Format, model, label, groupBy, _fields).Map(mapping, out var columns);
        var outputs = FindOutputs(model, kind, label);
        var (classes, modelClasses) =
            outputs is not null && kind == EvaluationKind.Classification
                ? ModelClasses.Find(_fields, model, outputs, names, label)
                : ([], []);
        var place = groupBy is null ? (int?)null : Place(columns, groupBy);
        var records = FixedBatch(model, batch);
        return outputs is null
            ? null
            : new EvaluateSettings(
                model,
                kind,
                columns,
                inputs,
                outputs,
                place,
                classes,
                modelClasses,
                softmax,
                worst,
                predictions,
                records ?? batch ?? DefaultBatch,
                records is not null);
    }

    private ModelFile? ReadModel()
    {
        const string Expected = "the path of a model in ONNX under the data root, such as \"models/price/latest\"";
        if (_fields.Find("model") is null)
            _fields.Reject("model", $"This field is required: {Expected}.");
        else if (_fields.Text("model", Expected) is { } path)
        {
            var field = _fields.PathOf("model");
            if (_context is not null)
                return _errors.Try(() => ModelFile.Find(_context.Root, path, field));
            _errors.Try(() => DataRoot.Segments(path, field));
        }
        return null;
    }

    private Column? ReadColumn(string field, bool isRequired = false)
    {
        if (_fields.Find(field) is null)
        {
            if (isRequired)
                _fields.Reject(field, "This field is required: the column that holds the truth.");
            return null;
        }
        return _fields.Text(field, "the name of a column") is { } name && _context is not null
            ? InputMapping.FindColumn(_context.Format, _fields, field, name)
            : null;
    }

    /// <returns>The requested columns, by input.</returns>
    private Dictionary<string, IReadOnlyList<string>> ReadInputs()
    {
        const string Expected = "a column or an array of columns";
        var inputs = new Dictionary<string, IReadOnlyList<string>>();
        if (_fields.Find("inputs", "an object of the model's inputs and their columns", JsonValueKind.Object)
            is not { } mapping)
            return inputs;
        var label = _fields.Find("label") is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        foreach (var input in mapping.EnumerateObject())
        {
            var field = $"inputs.{input.Name}";
            JsonElement[] items =
                input.Value.ValueKind == JsonValueKind.Array ? [.. input.Value.EnumerateArray()] : [input.Value];
            if (items.Length == 0)
                _fields.RejectKind(field, Expected, input.Value);
            var columns = new List<string>();
            foreach (var item in items)
            {
                if (item.ValueKind != JsonValueKind.String)
                    _fields.RejectKind(field, Expected, item);
                else if (item.GetString() == label)
                    _fields.Reject(
                        field,
                        $"Expected columns that are not the label; found \"{label}\". A model must not use its label "
                            + "as a feature.");
                else
                    columns.Add(item.GetString()!);
            }
            inputs[input.Name] = columns;
        }
        return inputs;
    }

    private List<string>? ReadClasses()
    {
        const string Expected = "an array of texts, the classes in the order of the model's probabilities";
        if (_fields.Find("classes", Expected, JsonValueKind.Array) is not { } array) return null;
        var classes = new List<string>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && !classes.Contains(item.GetString()!))
                classes.Add(item.GetString()!);
            else
                _fields.RejectKind("classes", $"{Expected}, each once", item);
        }
        if (classes.Count is < 2 or > OnnxSignature.MaxClasses)
            _fields.Reject(
                "classes",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Expected 2 to {OnnxSignature.MaxClasses:N0} classes; found {classes.Count}."));
        return classes;
    }

    private ModelOutputs? FindOutputs(ModelFile model, EvaluationKind kind, Column label)
    {
        var found = string.Join(", ", model.Signature.Outputs);
        if (kind == EvaluationKind.Regression && label.Kind != ColumnKind.Number)
            _fields.Reject(
                "label",
                $"Expected a column of numbers, because \"kind\" is \"regression\"; column \"{label.Name}\" is "
                    + $"{EnumNames.Of(label.Kind)}. Say in \"format.types\" that it is a number, or name another.");
        if (ModelOutputs.Of(model.Signature, kind) is { } outputs)
            return outputs;
        _fields.Reject(
            "model",
            kind == EvaluationKind.Regression
                ? $"Expected an output of one float or double for each record; {model.Path} has {found}."
                : $"Expected an output of classes or of their probabilities; {model.Path} has {found}.");
        return null;
    }

    /// <summary>Returns the batch size that the model's inputs require; null for any.</summary>
    private int? FixedBatch(ModelFile model, int? asked)
    {
        var sizes = model
            .Signature.Inputs.Select(input => input.Shape is [{ } size, ..] ? size : (long?)null)
            .Where(size => size is not null)
            .Distinct()
            .ToList();
        if (sizes.Count > 1 || sizes.Count == 1 && sizes[0] > MaxBatch)
            _fields.Reject(
                "model",
                $"Expected inputs whose first dimension is the records, at most {MaxBatch} of them; {model.Path} has "
                    + $"{string.Join(", ", model.Signature.Inputs)}.");
        else if (sizes.Count == 1 && asked is not null && asked != sizes[0])
            _fields.Reject(
                "batch",
                $"{model.Path} is made for {sizes[0]} records at once; found {asked}. Leave this field out.");
        return sizes.Count == 1 ? (int)Math.Min(sizes[0]!.Value, MaxBatch) : null;
    }

    private static int Place(List<Column> columns, Column column)
    {
        if (!columns.Contains(column))
            columns.Add(column);
        return columns.IndexOf(column);
    }
}
