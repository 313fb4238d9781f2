using System.Globalization;
using System.Text;

namespace Pipeline.Local.Demo;

/// <summary>A weather station of the demo, with its temperatures in tenths of a degree Celsius.</summary>
/// <param name="Name">UTF-8.</param>
/// <param name="Mean">Approximate annual mean.</param>
/// <param name="Spread">Standard deviation, which is larger for colder stations.</param>
internal sealed record Station(byte[] Name, int Mean, int Spread)
{
    /// <summary>Reads all stations from the embedded table.</summary>
    public static Station[] ReadAll()
    {
        using var table = typeof(Station).Assembly.GetManifestResourceStream("stations.csv")!;
        using var reader = new StreamReader(table, Encoding.UTF8);
        var stations = new List<Station>();
        while (reader.ReadLine() is { } line)
        {
            var (name, mean) = (line[..line.IndexOf(';')], line[(line.IndexOf(';') + 1)..]);
            var tenths = (int)(decimal.Parse(mean, CultureInfo.InvariantCulture) * 10);
            stations.Add(new Station(Encoding.UTF8.GetBytes(name), tenths, 40 + Math.Abs(280 - tenths) / 3));
        }
        return [.. stations];
    }
}
