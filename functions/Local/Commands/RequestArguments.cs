using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;
using Pipeline.Local.Output;
using Pipeline.Operations;

namespace Pipeline.Local.Commands;

/// <summary>
/// The request as given on the command line. It is converted to the JSON of a request file, so that
/// <see cref="Pipeline.Core.Operations.OperationCatalog.ReadRequest(ReadOnlySpan{byte})"/> validates both in the same
/// way. A property is null if its flag was not given.
/// </summary>
internal sealed record RequestArguments
{
    /// <summary>Far more than any request needs: a larger file is probably a dataset.</summary>
    private const long MaxFile = 1 << 20;

    private const string GlobAdvice =
        " If the shell expanded a glob into several files, put the glob in quotes: --dataset \"data/*.csv\".";

    public string? File { get; init; }

    public string[]? Dataset { get; init; }

    public string? Sql { get; init; }

    /// <summary>
    /// The type of an operation, or an operation in JSON. Cannot be combined with <see cref="Sql"/>.
    /// </summary>
    public string? Operation { get; init; }

    public string? Type { get; init; }

    public string? Delimiter { get; init; }

    public string? Quote { get; init; }

    public bool? Header { get; init; }

    /// <summary>Comma-separated names. The lists of repeated flags are concatenated.</summary>
    public string[]? Columns { get; init; }

    /// <summary>Comma-separated <c>name=kind</c> pairs.</summary>
    public string[]? Types { get; init; }

    public string? BlockSize { get; init; }

    public string? OnBadRecord { get; init; }

    public string? TolerateFailedBlocks { get; init; }

    public string? Output { get; init; }

    public string? ScheduledTime { get; init; }

    public string? TimeZone { get; init; }

    /// <exception cref="InvalidRequestException">With all validation errors in the request.</exception>
    /// <exception cref="IOException">The request file cannot be read.</exception>
    public JobRequest Read()
    {
        var file = File is null ? null : ReadFile(File, Dataset is null ? "" : GlobAdvice);
        try
        {
            return OperationRegistry.All.ReadRequest(file is null ? Json(default) : WithFlags(file));
        }
        catch (InvalidRequestException e) when (File is not null && e.Errors is [{ Field: "request" } error])
        {
            throw new InvalidRequestException(
                "request",
                $"{File}: {error.Message}{(Dataset is null ? "" : GlobAdvice)}");
        }
    }

    /// <exception cref="InvalidRequestException">The file is too large for a request.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadFile(string path, string advice = "")
    {
        var bytes = new FileInfo(path).Length;
        if (bytes <= MaxFile)
            return System.IO.File.ReadAllBytes(path);
        throw new InvalidRequestException(
            "request",
            $"{path}: Expected a file with a job request in JSON; found a file of {Humanize.Bytes(bytes)}. Pass the "
                + $"files of the dataset with --dataset.{advice}");
    }

    private ReadOnlySpan<byte> WithFlags(ReadOnlySpan<byte> file)
    {
        if (this == new RequestArguments { File = File }) return file;
        if (file.StartsWith(Encoding.UTF8.Preamble))
            file = file[Encoding.UTF8.Preamble.Length..];
        var reader = new Utf8JsonReader(file);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && reader.BytesConsumed == file.TrimEnd(" \t\r\n"u8).Length
                ? Json(document.RootElement)
                : file;
        }
        catch (JsonException)
        {
            // The request reader reports the error.
            return file;
        }
    }

    /// <param name="file">
    /// The object in the request file; undefined without one. Fields that no flag overrides are kept in their order.
    /// </param>
    private ReadOnlySpan<byte> Json(JsonElement file)
    {
        var fields = new Dictionary<string, Action<Utf8JsonWriter>>();
        if (Dataset is { } dataset) fields["dataset"] = json => WriteTexts(json, dataset);
        if (Sql is { } sql) fields["operation"] = json => WriteQuery(json, sql);
        if (Operation is { } operation) fields["operation"] = json => WriteOperation(json, operation);
        if (BlockSize is { } blockSize) fields["blockSize"] = json => json.WriteStringValue(blockSize);
        if (OnBadRecord is { } onBadRecord) fields["onBadRecord"] = json => json.WriteStringValue(onBadRecord);
        if (TolerateFailedBlocks is { } tolerate) fields["tolerateFailedBlocks"] = json => WriteNumber(json, tolerate);
        if (Output is { } output) fields["output"] = json => json.WriteStringValue(output);
        if (ScheduledTime is { } time) fields["scheduledTime"] = json => json.WriteStringValue(time);
        if (TimeZone is { } zone) fields["timeZone"] = json => json.WriteStringValue(zone);

        var format = FormatFields();
        JsonElement formatOfFile = default;
        var hasFormat = file.ValueKind == JsonValueKind.Object && file.TryGetProperty("format", out formatOfFile);
        if (format.Count > 0 && (!hasFormat || formatOfFile.ValueKind == JsonValueKind.Object))
            fields["format"] = json => WriteObject(json, formatOfFile, format);

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            WriteObject(json, file, fields);
        return buffer.WrittenSpan;
    }

    private Dictionary<string, Action<Utf8JsonWriter>> FormatFields()
    {
        var fields = new Dictionary<string, Action<Utf8JsonWriter>>();
        if (Type is { } type) fields["type"] = json => json.WriteStringValue(type);
        if (Delimiter is { } delimiter) fields["delimiter"] = json => json.WriteStringValue(delimiter);
        if (Quote is { } quote) fields["quote"] = json => json.WriteStringValue(quote);
        if (Header is { } header) fields["header"] = json => json.WriteBooleanValue(header);
        if (Columns is { } columns) fields["columns"] = json => WriteTexts(json, [.. Listed(columns)]);
        if (Types is { } types) fields["types"] = json => WriteTypes(json, types);
        return fields;
    }

    private static void WriteObject(
        Utf8JsonWriter json,
        JsonElement there,
        Dictionary<string, Action<Utf8JsonWriter>> fields)
    {
        json.WriteStartObject();
        if (there.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in there.EnumerateObject().Where(field => !fields.ContainsKey(field.Name)))
                field.WriteTo(json);
        }
        foreach (var (name, write) in fields)
        {
            json.WritePropertyName(name);
            write(json);
        }
        json.WriteEndObject();
    }

    private static void WriteQuery(Utf8JsonWriter json, string sql)
    {
        json.WriteStartObject();
        json.WriteString("type", "query");
        json.WriteString("sql", sql);
        json.WriteEndObject();
    }

    /// <summary>Writes JSON as it is, and a bare word as the type of an operation without settings.</summary>
    private static void WriteOperation(Utf8JsonWriter json, string operation)
    {
        if (!operation.AsSpan().TrimStart().StartsWith('{'))
        {
            json.WriteStartObject();
            json.WriteString("type", operation);
            json.WriteEndObject();
            return;
        }
        try
        {
            using var document = JsonDocument.Parse(operation);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException(
                "operation",
                $"--operation: Expected a type such as profile, or an object in JSON such as {{\"type\": "
                    + $"\"profile\"}}; found invalid JSON (byte {e.BytePositionInLine} of line {e.LineNumber + 1}). "
                    + "Put the JSON in single quotes: otherwise the shell removes the double quotes.");
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string[] texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteTypes(Utf8JsonWriter json, string[] types)
    {
        json.WriteStartObject();
        foreach (var pair in Listed(types))
        {
            var equals = pair.LastIndexOf('=');
            if (equals <= 0)
            {
                throw new InvalidRequestException("format.types",
                    $"Expected names and kinds, such as --types id=text,t=number; found \"{pair}\".");
            }
            json.WriteString(pair[..equals], pair[(equals + 1)..]);
        }
        json.WriteEndObject();
    }

    private static IEnumerable<string> Listed(string[] lists) => lists.SelectMany(list => list.Split(','));

    /// <summary>Writes text that is not a number as it is: the request reader rejects it.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(text);
    }
}
