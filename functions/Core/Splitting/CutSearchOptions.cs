namespace Pipeline.Core.Splitting;

/// <summary>How much of a file is looked at to find a cut.</summary>
/// <param name="FirstBytes">
/// Read at each cut. 4 KiB: what Amazon EFS meters for the smallest request, and enough for some dozen records.
/// </param>
/// <param name="QuietBytes">
/// A window that has grown to this without a quote is taken to lie outside of quotes: hardly a field is that long.
/// Where records have one field, so that their width says nothing, and no quotes, each cut would else cost a guess.
/// </param>
/// <param name="GuessBytes">A window that has grown to this decides by what speaks for it, however little.</param>
/// <param name="MaxBytes">A window that has grown to this without the end of a record gives up.</param>
public sealed record CutSearchOptions(
    int FirstBytes = 4096,
    int QuietBytes = 64 << 10,
    int GuessBytes = 1 << 20,
    int MaxBytes = 64 << 20)
{
    /// <summary>
    /// How many of the first bytes lie before the cut: quotes there speak as loudly as those behind it.
    /// </summary>
    internal int BytesBefore => FirstBytes / 4;

    public static CutSearchOptions Default { get; } = new();
}
