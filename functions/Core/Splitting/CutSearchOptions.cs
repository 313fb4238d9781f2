namespace Pipeline.Core.Splitting;

/// <summary>How much of a file to read to find a cut.</summary>
/// <param name="FirstBytes">
/// Bytes to read at each cut. Amazon EFS meters at least 4 KiB per request, which is enough for a few dozen records.
/// </param>
/// <param name="QuietBytes">
/// A window of this size without a quote is assumed to be outside quotes, because fields are rarely that long. Without
/// this, every cut in a file of one column without quotes, where the number of fields says nothing, would read as much
/// as a guess.
/// </param>
/// <param name="GuessBytes">A window of this size decides for the likelier reading, however weak the evidence.</param>
/// <param name="MaxBytes">The search gives up if a window of this size does not contain the end of a record.</param>
public sealed record CutSearchOptions(
    int FirstBytes = 4096,
    int QuietBytes = 64 << 10,
    int GuessBytes = 1 << 20,
    int MaxBytes = 64 << 20)
{
    /// <summary>
    /// How many of the first bytes are before the cut: quotes there are as good evidence as those after it.
    /// </summary>
    internal int BytesBefore => FirstBytes / 4;

    public static CutSearchOptions Default { get; } = new();
}
