using System.Text;
using System.Text.Json;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>
/// Collects the paths to scalars in JSON objects, in order of first occurrence, and infers their kinds.
/// </summary>
internal sealed class JsonPaths(int max)
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, KindInference> _kinds = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether there were more paths than are kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Text for a path that was not seen.</summary>
    public ColumnKind KindOf(string path) => _kinds.TryGetValue(path, out var guess) ? guess.Kind : ColumnKind.Text;

    /// <param name="line">One JSON object.</param>
    public void Add(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        Walk(ref reader, "");
    }

    /// <summary>From an object's opening brace to its closing one.</summary>
    private void Walk(ref Utf8JsonReader reader, string prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var path = prefix + reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                Walk(ref reader, path + ".");
                continue;
            }

            var guess = Guess(path);
            switch (reader.TokenType)
            {
                case JsonTokenType.Number:
                    guess?.Add(
                        NumberText.IsNumber(Encoding.ASCII.GetString(reader.ValueSpan))
                            ? ColumnKind.Number
                            : ColumnKind.Text);
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    guess?.Add(ColumnKind.Boolean);
                    break;
                case JsonTokenType.String:
                    guess?.Add(ColumnKind.Text);
                    break;
                case JsonTokenType.StartArray:
                    guess?.Add(ColumnKind.Text);
                    reader.Skip();
                    break;
            }
        }
    }

    private KindInference? Guess(string path)
    {
        if (_kinds.TryGetValue(path, out var guess)) return guess;
        if (_names.Count == max)
        {
            IsCut = true;
            return null;
        }

        _names.Add(path);
        return _kinds[path] = new KindInference();
    }
}
