using System.Globalization;
using System.Text;

namespace Pipeline.Local.Demo;

/// <summary>A place whose weather the demo makes up, in tenths of a degree Celsius.</summary>
/// <param name="Name">UTF-8, as it begins each of its lines.</param>
/// <param name="Mean">About what the place has over a year.</param>
/// <param name="Spread">Standard deviation: the colder the place, the more its year swings.</param>
internal sealed record Station(byte[] Name, int Mean, int Spread)
{
    /// <summary>All stations, from the table that is built into the program.</summary>
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
