using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Pipeline.Core.Formats;
using Pipeline.Core.Reading.Bytes;

namespace Pipeline.Core.Reading.Delimited;

/// <summary>
/// Finds the ends of all fields and records in a buffer of delimited text, in one pass. Processes 64 bytes at a time as
/// bit masks: one of the quotes, one of the bytes inside quotes (a prefix XOR of the quote bits), and so one of the
/// delimiters and newlines that are outside quotes.
/// </summary>
/// <remarks>
/// Counting quotes is correct only if quotes open at the start of a field. Otherwise (an inch mark in an unquoted
/// field, text after a closing quote) the 64 bytes are parsed one by one with the grammar of
/// <see cref="DelimitedFormat"/>. The masks follow Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019.
/// <para>
/// If every record has the expected number of fields, counting gives a record's last field. So a first pass stores only
/// field ends and verifies that each newline is where the count expects it. If one is not, a second pass over the
/// buffer stores record ends as well.
/// </para>
/// </remarks>
/// <param name="fields">The expected number of fields per record.</param>
internal sealed class StructureScanner(byte delimiter, byte? quote, int fields)
{
    private const byte Newline = (byte)'\n';

    private readonly FieldCountPattern? _pattern = Bmi2.X64.IsSupported ? FieldCountPattern.Of(fields) : null;
    private readonly OffsetList _fieldEnds = new(4096);
    private readonly OffsetList _lastFields = new(1024);

    /// <summary>Indexes of the delimiters and newlines that end fields, ascending.</summary>
    public ReadOnlySpan<int> FieldEnds => _fieldEnds.Items;

    /// <summary>
    /// For each record, the index in <see cref="FieldEnds"/> of its newline; empty if <see cref="AreRegular"/>.
    /// </summary>
    public ReadOnlySpan<int> LastFields => _lastFields.Items;

    /// <summary>
    /// Whether every record has the expected number of fields. The last field of record r then has the index
    /// <c>(r + 1) * fields - 1</c>.
    /// </summary>
    public bool AreRegular { get; private set; }

    public int Records { get; private set; }

    /// <summary>Whether the buffer contains quotes.</summary>
    public bool HasQuotes { get; private set; }

    /// <summary>Scans <c>bytes[start..end)</c>. A record must start at <paramref name="start"/>.</summary>
    /// <param name="bytes">Must have at least <see cref="ByteMasks.Width"/> bytes after <paramref name="end"/>.</param>
    public void Scan(byte[] bytes, int start, int end)
    {
        AreRegular = _pattern is not null && Scan(bytes, start, end, _pattern);
        if (!AreRegular)
            Scan(bytes, start, end, pattern: null);
        Records = AreRegular ? _fieldEnds.Count / fields : _lastFields.Count;
    }

    /// <param name="pattern">The pattern to verify; null to store record ends instead.</param>
    /// <returns>False if a record does not match the pattern; the results are then unusable.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Scan(byte[] bytes, int start, int end, FieldCountPattern? pattern)
    {
        _fieldEnds.Clear();
        _lastFields.Clear();
        var inside = 0UL; // all ones while inside quotes
        var canOpen = 1UL; // whether a quote as the next byte would open a field or be the second of a doubled one
        var allQuotes = 0UL;
        var phase = 0; // fields of the current record that have ended
        for (var position = start; position < end; position += ByteMasks.Width)
        {
            ByteMasks.Find(
                ref bytes[position],
                delimiter,
                Newline,
                quote ?? Newline,
                out var delimiters,
                out var newlines,
                out var quotes);
            var valid = end - position >= ByteMasks.Width ? ulong.MaxValue : (1UL << (end - position)) - 1;
            newlines &= valid;
            var ends = (delimiters & valid) | newlines;
            quotes = quote is null ? 0 : quotes & valid;
            allQuotes |= quotes;
            if ((quotes | inside) == 0)
            {
                canOpen = ends >> 63;
            }
            else
            {
                var within = ByteMasks.PrefixXor(quotes) ^ inside;
                var outsideEnds = ends & ~within;
                var closing = quotes & ~within;
                var mayOpen = ((outsideEnds | closing) << 1) | canOpen;
                if ((quotes & within & ~mayOpen) == 0)
                {
                    inside = (ulong)((long)within >> 63);
                    canOpen = (outsideEnds | closing) >> 63;
                    ends = outsideEnds;
                }
                else
                {
                    ends = FindEndsByteByByte(
                        bytes.AsSpan(position, Math.Min(ByteMasks.Width, end - position)),
                        ref inside,
                        ref canOpen);
                }
                newlines &= ends;
            }

            if (pattern is null)
                NoteRecords(ends, newlines);
            else if (!pattern.Matches(ends, newlines, ref phase))
                return false;
            _fieldEnds.Add(position, ends);
        }
        HasQuotes = allQuotes != 0;
        return true;
    }

    private ulong FindEndsByteByByte(ReadOnlySpan<byte> bytes, ref ulong inside, ref ulong canOpen)
    {
        var ends = 0UL;
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = bytes[i];
            if (inside != 0)
            {
                if (value != quote) continue;
                inside = 0;
                canOpen = 1;
            }
            else if (value == delimiter || value == Newline)
            {
                ends |= 1UL << i;
                canOpen = 1;
            }
            else if (value == quote && canOpen != 0)
            {
                inside = ulong.MaxValue;
            }
            else
            {
                canOpen = 0;
            }
        }
        return ends;
    }

    private void NoteRecords(ulong ends, ulong newlines)
    {
        for (; newlines != 0; newlines &= newlines - 1)
            _lastFields.Add(_fieldEnds.Count + BitOperations.PopCount(ends & (newlines ^ (newlines - 1))) - 1);
    }
}
