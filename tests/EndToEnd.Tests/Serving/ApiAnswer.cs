using System.Text;
using System.Text.Json;

namespace Pipeline.EndToEnd.Tests.Serving;

/// <summary>What the API answered, whoever carried it.</summary>
/// <param name="Headers">By their names in lower case.</param>
public sealed record ApiAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
