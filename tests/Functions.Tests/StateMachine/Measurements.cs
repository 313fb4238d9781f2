using System.Globalization;
using System.Text;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>Generates datasets for these tests. The same arguments always produce the same file.</summary>
public static class Measurements
{
    private static readonly string[] Stations =
        ["Abha", "Zürich", "São Paulo", "Ürümqi", "St. John's", "Washington, D.C.", "\"K2\""];

    public const string Header = "station,t,note\n";

    /// <summary>Delimited text with quoted fields that contain newlines.</summary>
    public static string Csv(int records, int seed = 1)
    {
        var random = new Random(seed);
        var text = new StringBuilder(Header);
        for (var i = 0; i < records; i++)
        {
            var station = Stations[random.Next(Stations.Length)];
            var note = random.Next(9) switch
            {
                0 => $"\"windy,\nthen \"\"calm\"\" {i}\"",
                1 => "",
                _ => $"n{random.Next(100)}",
            };
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(station)},{random.Next(-500, 500) / 10m},{note}\n");
        }
        return text.ToString();
    }

    public static string JsonLines(int records)
    {
        var random = new Random(records);
        var text = new StringBuilder();
        for (var i = 0; i < records; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{{\"id\": {i}, \"at\": {{\"station\": \"{(char)('A' + random.Next(26))} é\"}}, "
                + $"\"t\": {random.Next(-500, 500) / 10m}}}\n");
        return text.ToString();
    }

    /// <summary>
    /// Records without quotes, and between them quoted fields of many lines that look like records, so that cuts inside
    /// these fields are wrong.
    /// </summary>
    public static string MisleadingCsv()
    {
        var text = new StringBuilder(Header);
        var disguised = string.Concat(Enumerable.Range(0, 400).Select(i => $"looks like a record,{900_000 + i},{i}\n"));
        for (var field = 0; field < 3; field++)
        {
            for (var i = 0; i < 550; i++)
                text.Append(CultureInfo.InvariantCulture, $"plain,{i},{i % 9}\n");
            text.Append(CultureInfo.InvariantCulture, $"odd,{field},\"{disguised}\"\n");
        }
        return text.ToString();
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
