using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Node;

namespace Pipeline.EndToEnd.Tests.Datasets;

/// <summary>
/// Public datasets from npm's <c>vega-datasets</c>, in the version of the committed lock file. Its JSON files are
/// arrays; here they are JSON Lines.
/// </summary>
public sealed class VegaDatasets : IDisposable
{
    private static readonly JsonSerializerOptions AsInTheFile = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public VegaDatasets()
    {
        var data = Path.Combine(NpmPackages.Folder, "vega-datasets", "data");
        foreach (var name in (ReadOnlySpan<string>)
                ["airports.csv", "birdstrikes.csv", "weather.csv", "zipcodes.csv", "unemployment.tsv"])
            File.Copy(Path.Combine(data, name), Jobs.Path(name));
        foreach (var name in (ReadOnlySpan<string>)["movies", "flights-20k", "football", "cars", "penguins"])
            WriteLines($"{name}.jsonl", Parse(data, name));
        WriteLines("earthquakes.jsonl", Parse(data, "earthquakes").GetProperty("features"));
    }

    public JobHarness Jobs { get; } = new();

    public void Dispose() => Jobs.Dispose();

    private static JsonElement Parse(string data, string name) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(data, $"{name}.json")));

    private void WriteLines(string name, JsonElement records) => File.WriteAllLines(
        Jobs.Path(name), records.EnumerateArray().Select(record => JsonSerializer.Serialize(record, AsInTheFile)));
}
