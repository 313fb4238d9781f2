using System.Globalization;

namespace Pipeline.EndToEnd.Tests.Queries;

/// <summary>
/// A record with times in every form that ISO 8601 and we know, from the year 1 to 9999. NULL where there is none.
/// </summary>
public sealed record Visit(int Id, string? Came, string? Left, string? Day)
{
    public const string DuckDbColumns = "{id: 'INTEGER', came: 'VARCHAR', \"left\": 'VARCHAR', day: 'VARCHAR'}";

    private static readonly string[] Offsets = ["", "", "Z", "+00:00", "+02:00", "-05:30", "+14"];

    private static readonly DateTime[] Corners =
    [
        new(1, 1, 2),
        new(9999, 12, 30, 23, 59, 59),
        new(2024, 2, 29),
        new(2023, 2, 28, 23, 59, 59),
        new(1900, 3, 1),
        new(2000, 2, 29, 12, 0, 0),
        new(1970, 1, 1),
        new(1969, 12, 31, 23, 59, 59),
        new(2020, 12, 31),
        new(2021, 1, 3),
        new(2021, 1, 4),
    ];

    /// <summary>Always the same visits for the same count.</summary>
    public static IReadOnlyList<Visit> Generate(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(1, count).Select(id => new Visit(
            id,
            random.Next(20) == 0 ? null : Time(random),
            random.Next(20) == 0 ? null : Time(random),
            random.Next(20) == 0 ? null : Moment(random).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))];
    }

    public static string Csv(IEnumerable<Visit> visits) => "id,came,left,day\n" + string.Concat(visits.Select(visit =>
        string.Create(CultureInfo.InvariantCulture, $"{visit.Id},{visit.Came},{visit.Left},{visit.Day}\n")));

    private static string Time(Random random)
    {
        var fraction =
            random.Next(3) == 0
                ? $".{random.Next(1, 1_000_000).ToString("000000", CultureInfo.InvariantCulture)[..random.Next(1, 7)]}"
                : "";
        return Moment(random)
                .ToString($"yyyy-MM-dd{(random.Next(2) == 0 ? 'T' : ' ')}HH:mm:ss", CultureInfo.InvariantCulture)
            + fraction
            + Offsets[random.Next(Offsets.Length)];
    }

    private static DateTime Moment(Random random) =>
        random.Next(8) switch
        {
            0 => Corners[random.Next(Corners.Length)],
            1 => new DateTime(
                random.NextInt64(TimeSpan.TicksPerDay * 2, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay * 2)),
            _ => new DateTime(2024, 1, 1).AddSeconds(random.Next(-40_000_000, 40_000_000)),
        };
}
