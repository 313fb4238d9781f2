using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Run;

/// <summary>Reads and validates the settings of <c>run</c>, and collects every error.</summary>
internal sealed partial class RunSettingsReader
{
    public const int DefaultSeconds = 600;

    public const long DefaultMemory = 512L << 20;

    public const long DefaultOutput = 1L << 30;

    private const int MaxSeconds = 86_400;

    private const string Concatenate = "concatenate";

    private readonly JobRequest _request;
    private readonly OperationContext? _context;
    private readonly List<ValidationError> _errors;

    /// <param name="context">Null to validate without access to the dataset and the programs.</param>
    private RunSettingsReader(JobRequest request, OperationContext? context, List<ValidationError> errors) =>
        (_request, _context, _errors) = (request, context, errors);

    /// <exception cref="InvalidRequestException">
    /// The settings are invalid, or programs are not allowed here.
    /// </exception>
    public static RunSettings Read(OperationContext context)
    {
        var errors = new List<ValidationError>();
        return new RunSettingsReader(context.Request, context, errors).Read() is { } settings && errors.Count == 0
            ? settings
            : throw new InvalidRequestException(errors);
    }

    /// <summary>Validates what can be validated without access to the dataset and the programs.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) =>
        new RunSettingsReader(request, context: null, errors).Read();

    /// <returns>Null if the program is missing or invalid.</returns>
    private RunSettings? Read()
    {
        var fields = new JsonFieldReader(_request.Operation.Settings, "operation", _errors);
        fields.Find("type");
        var program = Command(fields);
        var merge = Merge(fields);
        var limits = new ProgramLimits(
            TimeSpan.FromSeconds(fields.WholeNumber("timeLimit", 1, MaxSeconds) ?? DefaultSeconds),
            fields.Size("memoryLimit") ?? DefaultMemory,
            fields.Size("outputLimit") ?? DefaultOutput);
        var header = Header(fields);
        var environment = Environment(fields);
        fields.RejectUnknown();
        if (_context is { MayRunPrograms: false })
            fields.Reject(
                "type",
                "Running programs is not allowed here. If you trust everyone who can write to tools/ and start jobs, "
                    + "allow it with --allow-run on one machine, or with the stack's parameter AllowRun on AWS.");
        else if (_context is not null && OperatingSystem.IsWindows())
            fields.Reject("type", "Programs run only on Linux and macOS; this is Windows.");
        return program is null ? null : new RunSettings(program, merge, limits, header, environment);
    }

    private ToolCommand? Command(JsonFieldReader fields)
    {
        const string Expected = "the path of a program under tools/ in the data root, such as \"tools/count.sh\"";
        var arguments = Arguments(fields);
        if (fields.Find("program") is null)
            fields.Reject("program", $"This field is required: {Expected}.");
        if (fields.Text("program", Expected) is not { } path)
            return null;
        var field = fields.PathOf("program");
        if (_context is not null)
            return _errors.Try(() => new ToolCommand(ToolFile.Find(_context.Root, path, field), arguments));
        _errors.Try(() => ToolFile.Segments(path, field));
        return null;
    }

    private static List<string> Arguments(JsonFieldReader fields)
    {
        const string Expected = "an array of texts, each an argument of the program";
        var arguments = new List<string>();
        if (fields.Find("arguments", Expected, JsonValueKind.Array) is not { } array)
            return arguments;
        foreach (var (index, item) in array.EnumerateArray().Index())
        {
            if (item.ValueKind != JsonValueKind.String)
                fields.RejectKind($"arguments[{index}]", "a text", item);
            else if (item.GetString()!.Contains('\0', StringComparison.Ordinal))
                fields.Reject(
                    $"arguments[{index}]",
                    "Expected a text without the character NUL, which would end the argument.");
            else
                arguments.Add(item.GetString()!);
        }
        return arguments;
    }

    private ToolCommand? Merge(JsonFieldReader fields)
    {
        const string Expected =
            $"\"{Concatenate}\", or an object with the \"program\" that merges two outputs and its \"arguments\"";
        if (fields.Find("merge") is not { } value
            || value.ValueKind == JsonValueKind.String && value.GetString() == Concatenate)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
        {
            fields.RejectKind("merge", Expected, value);
            return null;
        }
        var merge = new JsonFieldReader(value, fields.PathOf("merge"), _errors);
        var command = Command(merge);
        merge.RejectUnknown();
        return command;
    }

    private byte[] Header(JsonFieldReader fields)
    {
        if (fields.Boolean("header") is not true)
            return [];
        if (_context?.Format is DelimitedFormat format)
            return HeaderLine.Of(format);
        if (_context is not null || _request.Format?.Type == FormatType.JsonLines)
            fields.Reject(
                "header",
                "Expected false: only delimited text has a line of column names, and the dataset is JSON Lines.");
        return [];
    }

    private static Dictionary<string, string> Environment(JsonFieldReader fields)
    {
        var variables = new Dictionary<string, string>();
        if (fields.Find("environment", "an object with a text for each variable name", JsonValueKind.Object)
            is not { } json)
            return variables;
        foreach (var variable in json.EnumerateObject())
        {
            var field = $"environment.{variable.Name}";
            if (!VariableName().IsMatch(variable.Name))
                fields.Reject(
                    field,
                    "Expected a name of letters, digits and underscores that does not begin with a digit.");
            else if (variable.Name.StartsWith(Launcher.OwnPrefix, StringComparison.Ordinal))
                fields.Reject(
                    field,
                    $"Names that begin with {Launcher.OwnPrefix} are reserved for the pipeline. Choose another name.");
            else if (variable.Value.ValueKind != JsonValueKind.String
                || variable.Value.GetString()!.Contains('\0', StringComparison.Ordinal))
                fields.RejectKind(field, "a text without the character NUL", variable.Value);
            else
                variables[variable.Name] = variable.Value.GetString()!;
        }
        return variables;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex VariableName();
}
