using Pipeline.Core.Formats;

namespace Pipeline.Core.Splitting;

/// <summary>Some bytes around a cut, and the evidence in them for where a record ends.</summary>
/// <param name="bytes">Bytes of the file, from a little before the cut.</param>
/// <param name="first">Index of the byte before the nominal cut: the first that may end a record.</param>
/// <param name="fromStart">Whether the window begins at the start of the file.</param>
/// <param name="toEnd">Whether the window ends at the end of the file.</param>
/// <param name="isLong">Whether the window is too long to be part of one quoted field without a quote.</param>
/// <param name="mayGuess">Whether the window has grown enough to decide on weak evidence.</param>
internal readonly ref struct CutWindow(
    ReadOnlySpan<byte> bytes,
    int first,
    bool fromStart,
    bool toEnd,
    bool isLong,
    bool mayGuess)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <returns>Index after the newline that ends a record; null if the window must grow to decide.</returns>
    public int? FindRecordEnd(RecordFormat format) =>
        format is DelimitedFormat { Quote: { } quote } delimited ? FindOutsideQuotes(delimited, quote) : FindNewline();

    private int? FindNewline()
    {
        if (_bytes.Length <= first) return null;
        var index = _bytes[first..].IndexOf((byte)'\n');
        return index < 0 ? null : first + index + 1;
    }

    /// <summary>
    /// Reads the window twice: as if it began outside quotes, and as if it began inside. The wrong reading soon finds
    /// quotes in invalid places, or records with the wrong number of fields.
    /// </summary>
    private int? FindOutsideQuotes(DelimitedFormat format, byte quote)
    {
        if (fromStart)
            return new QuoteHypothesis(format, DelimitedState.RecordStart, _bytes, start: 0, first, toEnd).RecordEnd;

        // If the window began at a quote, that quote could be the second of two.
        var start = Math.Max(0, _bytes.IndexOfAnyExcept(quote));
        var outside = new QuoteHypothesis(format, DelimitedState.FieldStart, _bytes, start, first, toEnd);
        var inside = new QuoteHypothesis(format, DelimitedState.Quoted, _bytes, start, first, toEnd);
        if (outside.Contradictions == 0 && inside.Contradictions > 0) return outside.RecordEnd;
        if (inside.Contradictions == 0 && outside.Contradictions > 0) return inside.RecordEnd;
        // Without quotes, records with the right number of fields are evidence for being outside, and so is the length.
        if (outside.Contradictions == 0 && (outside.Confirmations > 0 || isLong) && _bytes.IndexOf(quote) < 0)
            return outside.RecordEnd;
        if (!mayGuess && !toEnd)
            return null;
        return inside.Score > outside.Score
            ? inside.RecordEnd ?? outside.RecordEnd
            : outside.RecordEnd ?? inside.RecordEnd;
    }
}
