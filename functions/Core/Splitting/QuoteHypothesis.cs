using Pipeline.Core.Formats;

namespace Pipeline.Core.Splitting;

/// <summary>What a window looks like when it is read from one of the two quote states.</summary>
internal readonly struct QuoteHypothesis
{
    /// <summary>One quote out of place weighs as much as this many well-formed records or quoted fields.</summary>
    private const int ContradictionWeight = 4;

    /// <param name="start">Index of the first byte to read.</param>
    /// <param name="first">Index of the first byte whose newline may be the cut.</param>
    /// <param name="toEnd">Whether the window ends where the file does: a quote still open there is out of
    /// place.</param>
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
        var isWhole = state == DelimitedState.RecordStart; // else the first record began before the window
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

    /// <summary>Quotes where none can stand, and whole records with the wrong number of fields.</summary>
    public int Contradictions { get; }

    /// <summary>Whole records with the right number of fields, where there is more than one.</summary>
    public int Confirmations { get; }

    public int Score => Confirmations - (ContradictionWeight * Contradictions);
}
