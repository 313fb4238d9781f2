namespace Pipeline.Benchmarks.Datasets;

/// <summary>One order of the benchmark's files, made of its number and chance alone.</summary>
/// <param name="Customer">From 0 and below half the number of orders, so that 10 M orders have 4.3 M customers.</param>
/// <param name="Country">Index into <see cref="Words.Countries"/>.</param>
/// <param name="Product">Index into <see cref="Words.Products"/>.</param>
/// <param name="Price">In hundredths.</param>
/// <param name="Note">Index into <see cref="Words.Notes"/>; most are empty.</param>
internal readonly record struct Order(
    long Number,
    int Day,
    int Customer,
    int Country,
    int Product,
    int Quantity,
    int Price,
    int Note)
{
    private const int Days = 365;

    public static Order Next(ref Chance chance, long number, long rows) => new(
        number,
        chance.Below(Days),
        chance.Below((int)Math.Max(1, rows / 2)),
        chance.Below(Words.Countries.Length),
        chance.Below(Words.Products.Length),
        1 + chance.Below(20),
        50 + chance.Below(100_000),
        chance.Below(Words.Notes.Length));
}
