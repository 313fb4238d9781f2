using Pipeline.Core.Formats;

namespace Pipeline.Core.Splitting;

/// <summary>The evidence for one of the two quote states at the start of a window.</summary>
internal readonly struct QuoteHypothesis
{
    /// <summary>A misplaced quote outweighs this many well-formed records or quoted fields.</summary>
    private const int ContradictionWeight = 4;

    /// <param name="start">Index of the first byte to read.</param>
    /// <param name="first">Index of the first byte whose newline may be the cut.</param>
    /// <param name="toEnd">
    /// Whether the window ends at the end of the file: a quote that is still open there is misplaced.
    /// </param>
    public QuoteHypothesis(
        DelimitedFormat format,
        DelimitedState state,
        ReadOnlySpan<byte> window,
        int start,
        int first,
        bool toEnd)
    {
        var machine = new DelimitedStateMachine(format, state);
        var expected = format.Columns.Count;
        var fields = 1;
        var isWhole = state == DelimitedState.RecordStart; // otherwise, the first record began before the window
        for (var i = start; i < window.Length; i++)
        {
            switch (machine.Next(window[i]))
            {
                case ByteRole.Delimiter:
                    fields++;
                    break;
                case ByteRole.RecordEnd or ByteRole.EmptyLine when i >= first && RecordEnd is null:
                    RecordEnd = i + 1;
                    goto case ByteRole.EmptyLine;
                case ByteRole.RecordEnd when isWhole && fields != expected:
                    Contradictions++;
                    goto case ByteRole.EmptyLine;
                case ByteRole.RecordEnd when isWhole && expected > 1:
                    Confirmations++;
                    goto case ByteRole.EmptyLine;
                case ByteRole.RecordEnd:
                case ByteRole.EmptyLine:
                    isWhole = true;
                    fields = 1;
                    break;
            }
        }
        Contradictions += machine.Violations + (toEnd && machine.InsideQuotes ? 1 : 0);
    }

    /// <summary>Index after the first newline that ends a record at or after the cut; null if there is none.</summary>
    public int? RecordEnd { get; }

    /// <summary>The number of misplaced quotes, and of complete records with the wrong number of fields.</summary>
    public int Contradictions { get; }

    /// <summary>The number of complete records with the right number of fields, if records have several.</summary>
    public int Confirmations { get; }

    public int Score => Confirmations - (ContradictionWeight * Contradictions);
}
