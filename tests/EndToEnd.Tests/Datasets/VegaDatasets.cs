using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.EndToEnd.Tests.Datasets;

/// <summary>
/// Public datasets from npm's <c>vega-datasets</c>, in the version of the committed lock file. They are fetched once
/// into a folder beside the test program and stay there. Its JSON files are arrays; here they are JSON Lines.
/// </summary>
public sealed class VegaDatasets : IDisposable
{
    private static readonly JsonSerializerOptions AsInTheFile = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public VegaDatasets()
    {
        var data = Path.Combine(Fetch(), "node_modules", "vega-datasets", "data");
        foreach (var name in (ReadOnlySpan<string>)["airports.csv", "birdstrikes.csv", "weather.csv", "zipcodes.csv", "unemployment.tsv"])
            File.Copy(Path.Combine(data, name), Jobs.Path(name));
        foreach (var name in (ReadOnlySpan<string>)["movies", "flights-20k", "football"])
            WriteLines($"{name}.jsonl", Parse(data, name));
        WriteLines("earthquakes.jsonl", Parse(data, "earthquakes").GetProperty("features"));
    }

    public JobHarness Jobs { get; } = new();

    public void Dispose() => Jobs.Dispose();

    private static JsonElement Parse(string data, string name) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(data, $"{name}.json")));

    private void WriteLines(string name, JsonElement records) => File.WriteAllLines(
        Jobs.Path(name), records.EnumerateArray().Select(record => JsonSerializer.Serialize(record, AsInTheFile)));

    private static string Fetch()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Datasets");
        var wanted = Path.Combine(folder, "package-lock.json");
        var fetched = Path.Combine(folder, "node_modules", "fetched-package-lock.json");
        if (File.Exists(fetched) && File.ReadAllText(fetched) == File.ReadAllText(wanted)) return folder;
        var npm = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(npm)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"npm ci in {folder} ended with {process.ExitCode}. It says:\n{errors}\n{output.Result}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("These tests fetch public datasets with npm, which is not there. Install Node.js 20 or newer.", e);
        }
        File.Copy(wanted, fetched);
        return folder;
    }
}
