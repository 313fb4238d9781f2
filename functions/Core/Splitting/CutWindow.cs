using Pipeline.Core.Formats;

namespace Pipeline.Core.Splitting;

/// <summary>Some bytes around a cut, and what they say about where a record ends.</summary>
/// <param name="bytes">Of the file, from a little before the cut.</param>
/// <param name="first">Index of the byte before the nominal cut: the first that may end a record.</param>
/// <param name="fromStart">Whether the window begins where the file does.</param>
/// <param name="toEnd">Whether the window ends where the file does.</param>
/// <param name="isLong">Whether a quoted field without a quote in all of the window is out of the question.</param>
/// <param name="mayGuess">Whether weak evidence will do, because the window has grown enough.</param>
internal readonly ref struct CutWindow(
    ReadOnlySpan<byte> bytes,
    int first,
    bool fromStart,
    bool toEnd,
    bool isLong,
    bool mayGuess)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <returns>Index after the newline that ends a record; null if the window must grow to tell.</returns>
    public int? FindRecordEnd(RecordFormat format) =>
        format is DelimitedFormat { Quote: { } quote } delimited ? FindOutsideQuotes(delimited, quote) : FindNewline();

    private int? FindNewline()
    {
        if (_bytes.Length <= first) return null;
        var index = _bytes[first..].IndexOf((byte)'\n');
        return index < 0 ? null : first + index + 1;
    }

    /// <summary>
    /// Reads the window twice: as if it began outside quotes, and as if it began inside. The wrong reading soon
    /// meets quotes where none can stand, or records with the wrong number of fields.
    /// </summary>
    private int? FindOutsideQuotes(DelimitedFormat format, byte quote)
    {
        if (fromStart)
            return new QuoteHypothesis(format, DelimitedState.RecordStart, _bytes, start: 0, first, toEnd).RecordEnd;

        // A window that began at a quote would leave open whether that is the second of two.
        var start = Math.Max(0, _bytes.IndexOfAnyExcept(quote));
        var outside = new QuoteHypothesis(format, DelimitedState.FieldStart, _bytes, start, first, toEnd);
        var inside = new QuoteHypothesis(format, DelimitedState.Quoted, _bytes, start, first, toEnd);
        if (outside.Contradictions == 0 && inside.Contradictions > 0) return outside.RecordEnd;
        if (inside.Contradictions == 0 && outside.Contradictions > 0) return inside.RecordEnd;
        // Without a quote to weigh, records of the right width speak for being outside, and so does the length.
        if (outside.Contradictions == 0 && (outside.Confirmations > 0 || isLong) && _bytes.IndexOf(quote) < 0)
            return outside.RecordEnd;
        if (!mayGuess && !toEnd)
            return null;
        return inside.Score > outside.Score
            ? inside.RecordEnd ?? outside.RecordEnd
            : outside.RecordEnd ?? inside.RecordEnd;
    }
}
