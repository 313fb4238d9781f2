using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Pipeline.Core.Formats;
using Pipeline.Core.Reading.Bytes;

namespace Pipeline.Core.Reading.Delimited;

/// <summary>
/// Finds, in one pass over a buffer of delimited text, where every field and every record ends. Works on 64 bytes at
/// a time as bit masks: which bytes are quotes, which of the others lie inside quotes (a prefix XOR over the quote
/// bits), and so which delimiters and newlines count.
/// </summary>
/// <remarks>
/// Counting quotes is right only while a quote opens nowhere but at the start of a field. Where it does not (an inch
/// mark in an unquoted field, text after a closing quote), those 64 bytes are read one by one with the grammar of
/// <see cref="DelimitedFormat"/>. The masks after Langdale and Lemire, "Parsing Gigabytes of JSON per
/// Second", 2019.
/// <para>
/// As long as every record has the fields that it should, a record's last field is known by counting, so a first pass
/// writes down the ends of fields only and sees to it that each newline is where the count wants it. Only a buffer
/// in which one is not is gone over again, to write down the ends of its records too.
/// </para>
/// </remarks>
/// <param name="fields">That a record should have.</param>
internal sealed class StructureScanner(byte delimiter, byte? quote, int fields)
{
    private const byte Newline = (byte)'\n';

    private readonly FieldCountPattern? _pattern = Bmi2.X64.IsSupported ? FieldCountPattern.Of(fields) : null;
    private readonly OffsetList _fieldEnds = new(4096);
    private readonly OffsetList _lastFields = new(1024);

    /// <summary>Indexes of the delimiters and newlines that end fields, ascending.</summary>
    public ReadOnlySpan<int> FieldEnds => _fieldEnds.Items;

    /// <summary>For each record, the index in <see cref="FieldEnds"/> of its last field's end, its newline; empty while records are <see cref="AreRegular"/>.</summary>
    public ReadOnlySpan<int> LastFields => _lastFields.Items;

    /// <summary>Whether each record has the fields that it should, so that the last of record r is field <c>(r + 1) * fields - 1</c>.</summary>
    public bool AreRegular { get; private set; }

    public int Records { get; private set; }

    /// <summary>Whether there is any quote.</summary>
    public bool HasQuotes { get; private set; }

    /// <summary>Scans <c>bytes[start..end)</c>, where <paramref name="start"/> is the first byte of a record.</summary>
    /// <param name="bytes">Has at least <see cref="ByteMasks.Width"/> bytes more than <paramref name="end"/>.</param>
    public void Scan(byte[] bytes, int start, int end)
    {
        AreRegular = _pattern is not null && Scan(bytes, start, end, _pattern);
        if (!AreRegular)
            Scan(bytes, start, end, pattern: null);
        Records = AreRegular ? _fieldEnds.Count / fields : _lastFields.Count;
    }

    /// <param name="pattern">Null to write down where records end instead of holding them against it.</param>
    /// <returns>False, with nothing of use written down, when a record has not the fields of the pattern.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Scan(byte[] bytes, int start, int end, FieldCountPattern? pattern)
    {
        _fieldEnds.Clear();
        _lastFields.Clear();
        var inside = 0UL; // all ones while inside quotes
        var canOpen = 1UL; // whether a quote as the next byte would open a field or be the second of a doubled one
        var allQuotes = 0UL;
        var phase = 0; // fields of the record at hand that have ended
        for (var position = start; position < end; position += ByteMasks.Width)
        {
            ByteMasks.Find(ref bytes[position], delimiter, Newline, quote ?? Newline, out var delimiters, out var newlines, out var quotes);
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
                    ends = FindEndsByteByByte(bytes.AsSpan(position, Math.Min(ByteMasks.Width, end - position)), ref inside, ref canOpen);
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
