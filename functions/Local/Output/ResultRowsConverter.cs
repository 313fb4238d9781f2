using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;

namespace Pipeline.Local.Output;

/// <summary>
/// Writes a result as an array of objects. Each result has its own columns, so there is no record to serialize.
/// </summary>
internal sealed partial class ResultRowsConverter : JsonConverter<ResultPreview>
{
    public override ResultPreview Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Results are only written.");

    public override void Write(Utf8JsonWriter writer, ResultPreview value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var row in value.Rows)
        {
            writer.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                writer.WritePropertyName(value.Columns[i].Name);
                WriteValue(writer, row[i], value.Columns[i].Kind);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>
    /// Numbers keep their digits. In a CSV result, a number column may contain values that are not JSON numbers.
    /// </summary>
    private static void WriteValue(Utf8JsonWriter json, string? value, ColumnKind kind)
    {
        if (value is null)
            json.WriteNullValue();
        else if (kind == ColumnKind.Number && JsonNumber().IsMatch(value))
            json.WriteRawValue(value, skipInputValidation: true);
        else if (kind == ColumnKind.Number && Number.TryParse(Encoding.UTF8.GetBytes(value), out var number))
            json.WriteRawValue(number.ToString(), skipInputValidation: true);
        else if (kind == ColumnKind.Boolean && bool.TryParse(value, out var boolean))
            json.WriteBooleanValue(boolean);
        else
            json.WriteStringValue(value);
    }

    /// <summary>RFC 8259, section 6.</summary>
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}
