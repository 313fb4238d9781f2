using System.Globalization;
using System.Text;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>
/// Made-up houses with everything that makes training awkward; the same arguments always make the same file.
/// </summary>
internal static class Houses
{
    public const string Header = "price,area,rooms,town,garden,note\n";

    private static readonly string[] Towns =
    [
        "Bonn",
        "Köln",
        "\"Aachen, Stadt\"",
        "Düren",
        "Euskirchen",
        "",
        "Trier",
        "Siegen",
    ];

    /// <param name="first">Number of the first record: files that continue one another have different ones.</param>
    /// <param name="isSpoilt">Whether the prices have nothing to do with the houses.</param>
    public static string Csv(int records, int first = 0, bool isSpoilt = false)
    {
        var text = new StringBuilder(Header);
        for (var i = first; i < first + records; i++)
        {
            var random = new Random(i);
            var town = random.Next(Towns.Length) * random.Next(2);
            var (area, rooms, garden) = (random.Next(3_000, 25_000) / 100m, random.Next(1, 9), random.Next(2) == 1);
            var price = isSpoilt
                ? random.Next(-9_000, 9_000) * 100m
                : 20_000
                    + 3_100.5m * area
                    + 7_000 * rooms
                    + 9_000 * town
                    + (garden ? 25_000 : 0)
                    + random.Next(-200_000, 200_000) / 10m;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(i % 97 == 3 ? "" : price)},{(i % 31 == 7 ? "" : area)},"
                    + $"{(i % 1_000 == 9 ? "3.0000000000000000000000001" : rooms)},{Towns[town]},"
                    + $"{(garden ? "true" : "false")},n{i % 40}\n");
        }
        return text.ToString();
    }
}
