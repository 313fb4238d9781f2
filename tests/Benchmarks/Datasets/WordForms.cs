using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Benchmarks.Datasets;

/// <summary>A text as it is in the files.</summary>
/// <param name="Csv">As a field of RFC 4180, in quotes where it must be.</param>
/// <param name="Json">As a JSON text, quotes included.</param>
internal sealed record WordForms(byte[] Csv, byte[] Json)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static WordForms Of(string text) =>
        new(Encoding.UTF8.GetBytes(Quoted(text)), JsonSerializer.SerializeToUtf8Bytes(text, Readable));

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
