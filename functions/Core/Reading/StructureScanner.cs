using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pipeline.Core.Reading;

/// <summary>
/// Finds, in one pass over a buffer of delimited text, where every field and every record ends. Works on 64 bytes at
/// a time as bit masks: which bytes are quotes, which of the others lie inside quotes (a prefix XOR over the quote
/// bits), and so which delimiters and newlines count.
/// </summary>
/// <remarks>
/// Counting quotes is right only while a quote opens nowhere but at the start of a field. Where it does not (an inch
/// mark in an unquoted field, text after a closing quote), those 64 bytes are read one by one with the grammar of
/// <see cref="Datasets.DelimitedFormat"/>. The masks after Langdale and Lemire, "Parsing Gigabytes of JSON per
/// Second", 2019.
/// </remarks>
internal sealed class StructureScanner(byte delimiter, byte? quote)
{
    private const byte Newline = (byte)'\n';

    private const int Step = 4;

    private int[] _fieldEnds = new int[4096];
    private int[] _lastFields = new int[1024];

    /// <summary>Indexes of the delimiters and newlines that end fields, ascending.</summary>
    public ReadOnlySpan<int> FieldEnds => _fieldEnds.AsSpan(0, Fields);

    /// <summary>For each record, the index in <see cref="FieldEnds"/> of its last field's end: its newline.</summary>
    public ReadOnlySpan<int> LastFields => _lastFields.AsSpan(0, Records);

    public int Fields { get; private set; }

    public int Records { get; private set; }

    /// <summary>Scans <c>bytes[start..end)</c>, where <paramref name="start"/> is the first byte of a record.</summary>
    /// <param name="bytes">Has at least <see cref="ByteMasks.Width"/> bytes more than <paramref name="end"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scan(byte[] bytes, int start, int end)
    {
        Fields = Records = 0;
        var inside = 0UL; // all ones while inside quotes
        var canOpen = 1UL; // whether a quote as the next byte would open a field or be the second of a doubled one
        for (var position = start; position < end; position += ByteMasks.Width)
        {
            ByteMasks.Find(ref bytes[position], delimiter, Newline, quote ?? Newline, out var delimiters, out var newlines, out var quotes);
            var valid = end - position >= ByteMasks.Width ? ulong.MaxValue : (1UL << (end - position)) - 1;
            newlines &= valid;
            var ends = (delimiters & valid) | newlines;
            quotes = quote is null ? 0 : quotes & valid;
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
            Note(position, ends, newlines);
        }
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

    /// <summary>
    /// Writes down where the bits stand. Fields come in fours, whether there are four or not: what was written too
    /// much is written over by the next, and a branch that is hard to foresee costs more than three writes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(int position, ulong ends, ulong newlines)
    {
        if (_fieldEnds.Length < Fields + ByteMasks.Width + Step)
            Array.Resize(ref _fieldEnds, _fieldEnds.Length * 2);
        if (_lastFields.Length < Records + ByteMasks.Width)
            Array.Resize(ref _lastFields, _lastFields.Length * 2);

        var first = Fields;
        ref var last = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_lastFields), Records);
        Records += BitOperations.PopCount(newlines);
        for (; newlines != 0; newlines &= newlines - 1)
        {
            last = first + BitOperations.PopCount(ends & (newlines ^ (newlines - 1))) - 1;
            last = ref Unsafe.Add(ref last, 1);
        }
        ref var end = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_fieldEnds), first);
        Fields = first + BitOperations.PopCount(ends);
        while (ends != 0)
        {
            for (var i = 0; i < Step; i++)
            {
                // Of no bits at all the count is 64, which is written over.
                Unsafe.Add(ref end, i) = position + BitOperations.TrailingZeroCount(ends);
                ends &= ends - 1;
            }
            end = ref Unsafe.Add(ref end, Step);
        }
    }
}
