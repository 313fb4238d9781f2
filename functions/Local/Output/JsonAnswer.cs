using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Core.Jobs;
using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Local.Output;

/// <summary>One JSON document on standard output, and nothing else there.</summary>
internal static partial class JsonAnswer
{
    /// <param name="fields">Writes the members of the document's object.</param>
    public static void Write(CommandIo io, Action<Utf8JsonWriter> fields)
    {
        var options = new JsonWriterOptions
        {
            Indented = io.AnswerIsTerminal,
            // The document goes to programs and terminals, not into HTML: names stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(io.AnswerBytes, options))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }
        io.AnswerBytes.WriteByte((byte)'\n');
        io.AnswerBytes.Flush();
    }

    public static void WriteRows(Utf8JsonWriter json, ResultPreview preview)
    {
        json.WriteStartArray("rows");
        foreach (var row in preview.Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(preview.Columns[i].Name);
                WriteValue(json, row[i], preview.Columns[i].Kind);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Numbers keep their digits. A column of the file that is shown as it stands may hold what JSON does not know as one.</summary>
    private static void WriteValue(Utf8JsonWriter json, string? value, ColumnKind kind)
    {
        if (value is null)
            json.WriteNullValue();
        else if (kind == ColumnKind.Number && NumberOfJson().IsMatch(value))
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
    private static partial Regex NumberOfJson();
}
