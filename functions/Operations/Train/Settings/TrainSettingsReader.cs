using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Train.Settings;

/// <summary>Reads and validates the settings of <c>train</c>, and collects every error.</summary>
internal sealed class TrainSettingsReader
{
    /// <summary>Limits the size of the system of equations. Each text feature adds several columns to it.</summary>
    private const int MaxFeatures = 500;

    private const int MaxCategories = 1_000;

    private readonly JobRequest _request;
    private readonly IReadOnlyList<Column>? _columns;
    private readonly List<ValidationError> _errors;
    private readonly JsonFieldReader _fields;

    /// <param name="columns">Null to validate without access to the dataset: any column is accepted.</param>
    private TrainSettingsReader(JobRequest request, IReadOnlyList<Column>? columns, List<ValidationError> errors)
    {
        (_request, _columns, _errors) = (request, columns, errors);
        _fields = new JsonFieldReader(request.Operation.Settings, "operation", errors);
    }

    /// <exception cref="InvalidRequestException">The settings are invalid.</exception>
    public static TrainSettings Read(OperationContext context)
    {
        var errors = new List<ValidationError>();
        var settings = new TrainSettingsReader(context.Request, context.Format.Columns, errors).Read();
        return errors.Count == 0 ? settings : throw new InvalidRequestException(errors);
    }

    /// <summary>Validates what can be validated without access to the dataset.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) =>
        new TrainSettingsReader(request, columns: null, errors).Read();

    private TrainSettings Read()
    {
        _fields.Find("type");
        var model = ReadModel();
        var kind = _fields.Choice<ModelKind>("kind");
        if (_fields.Find("kind") is null)
            _fields.Reject("kind", "This field is required: \"linear\" for a number, \"logistic\" for classes.");
        var label = ReadLabel(kind);
        var settings = new TrainSettings(
            model,
            kind ?? ModelKind.Linear,
            label,
            ReadFeatures(label),
            ReadShare("ridge", 0, 1e12) ?? 1,
            ReadShare("heldOut", 0, 0.9) ?? 0.1,
            (int?)_fields.WholeNumber("categories", 1, MaxCategories) ?? 100,
            _fields.Choice<MissingRule>("missing") ?? MissingRule.Mean,
            ReadFrom(),
            ReadPublish(),
            ReadShare("tolerance", 0, 1) ?? 0.05);
        _fields.RejectUnknown();
        if (_request.TolerateFailedBlocks > 0)
            _errors.Add(
                new ValidationError(
                    "tolerateFailedBlocks",
                    "Expected 0: a model is trained on every record or not at all. To skip bad records, set "
                        + "\"onBadRecord\" to \"skip\"."));
        return settings;
    }

    private string ReadModel()
    {
        const string Expected = "the model's name, 1 to 80 ASCII letters, digits, \"-\" and \"_\"";
        if (_fields.Find("model") is null)
            _fields.Reject("model", $"This field is required: {Expected}.");
        else if (_fields.Text("model", Expected) is { } name && !ModelFolder.IsName(name))
            _fields.Reject(
                "model",
                $"Expected {Expected}; found {JsonFieldReader.Describe(_fields.Find("model")!.Value)}.");
        return _fields.Find("model") is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
    }

    private Feature ReadLabel(ModelKind? kind)
    {
        const string Expected = "the column to be predicted";
        if (_fields.Find("label") is null)
            _fields.Reject("label", $"This field is required: {Expected}.");
        else if (_fields.Text("label", Expected) is { } name && FindColumn("label", name) is { } label)
        {
            if (kind == ModelKind.Linear && label.Kind != ColumnKind.Number)
                _fields.Reject(
                    "label",
                    $"Expected a column of numbers, because \"kind\" is \"linear\"; column \"{name}\" is "
                        + $"{EnumNames.Of(label.Kind)}. Set \"kind\" to \"logistic\", or set its kind to number in "
                        + "\"format.types\".");
            return label;
        }
        return new Feature("", ColumnKind.Number);
    }

    private List<Feature> ReadFeatures(Feature label)
    {
        const string Expected = "an array of columns to predict from";
        var features = new List<Feature>();
        if (_fields.Find("features") is null)
        {
            if (_columns is null || label.Name.Length == 0)
                return features;
            features.AddRange(
                _columns
                    .Where(column => column.Name != label.Name)
                    .Select(column => new Feature(column.Name, column.Kind)));
            RejectCount(features.Count);
        }
        else if (_fields.Find("features", Expected, JsonValueKind.Array) is { } array)
        {
            RejectCount(array.GetArrayLength());
            foreach (var (index, item) in array.EnumerateArray().Index())
            {
                var field = string.Create(CultureInfo.InvariantCulture, $"features[{index}]");
                if (item.ValueKind != JsonValueKind.String)
                    _fields.RejectKind(field, "the name of a column", item);
                else if (FindColumn(field, item.GetString()!) is { } feature)
                {
                    if (feature.Name == label.Name)
                        _fields.Reject(
                            field,
                            $"Expected a column that is not the label; found \"{feature.Name}\". A model must not use "
                                + "its label as a feature.");
                    else if (features.Contains(feature))
                        _fields.Reject(field, $"Expected each column once; found \"{feature.Name}\" twice.");
                    else
                        features.Add(feature);
                }
            }
        }
        return features;
    }

    private void RejectCount(int features)
    {
        if (features is 0 or > MaxFeatures)
            _fields.Reject("features", $"Expected 1 to {MaxFeatures} columns besides the label; found {features}.");
    }

    private Feature? FindColumn(string field, string name)
    {
        if (_columns is null)
            return new Feature(name, ColumnKind.Number);
        if (_columns.FirstOrDefault(column => column.Name == name) is { } found)
            return new Feature(found.Name, found.Kind);
        _fields.Reject(
            field,
            $"There is no column \"{name}\" in the dataset. "
                + $"{DidYouMean.Advice(name, [.. _columns.Select(column => column.Name)])}");
        return null;
    }

    private double? ReadShare(string field, double min, double max)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}");
        if (_fields.Find(field, expected, JsonValueKind.Number) is not { } value)
            return null;
        if (value.TryGetDouble(out var number) && number >= min && number <= max)
            return number;
        _fields.RejectKind(field, expected, value);
        return null;
    }

    private string? ReadFrom()
    {
        const string Expected = "a version of the model, \"latest\", or null to start from scratch";
        if (_fields.Find("from") is not { } value)
            return TrainSettings.LatestVersion;
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (_fields.Text("from", Expected) is { } version)
        {
            if (JobId.IsValid(version))
                return version;
            _fields.RejectKind("from", Expected, value);
        }
        return null;
    }

    private PublishRule ReadPublish()
    {
        const string Expected = "one of \"ifNotWorse\", \"always\", \"never\"";
        switch (_fields.Text("publish", Expected))
        {
            case null or "ifNotWorse":
                return PublishRule.IfNotWorse;
            case "always":
                return PublishRule.Always;
            case "never":
                return PublishRule.Never;
            default:
                _fields.RejectKind("publish", Expected, _fields.Find("publish")!.Value);
                return default;
        }
    }
}
