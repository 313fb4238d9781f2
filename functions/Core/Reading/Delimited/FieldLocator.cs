using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Formats;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Reading.Delimited;

/// <summary>Locates fields of scanned records in the buffer.</summary>
/// <param name="recordStarts">Where each record of the batch starts in the buffer.</param>
/// <param name="firstFields">The index in the scanner's field ends of each record's first field.</param>
internal sealed class FieldLocator(
    DelimitedFormat format,
    StructureScanner scanner,
    int[] recordStarts,
    int[] firstFields)
{
    /// <summary>Records with a malformed field, in the order in which they were found.</summary>
    public List<(int Row, string Reason)> Malformed { get; } = [];

    /// <summary>Locates one field of each record if records are regular and without quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void LocatePlain(FieldColumn column, int index, int count, byte[] buffer)
    {
        var fields = format.Columns.Count;
        ref var end = ref Unsafe.Add(ref MemoryMarshal.GetReference(scanner.FieldEnds), firstFields[0] + index);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(column.Starts);
        ref var lengths = ref MemoryMarshal.GetArrayDataReference(column.Lengths);
        var isLast = index == fields - 1;
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(buffer);
        // The first field of a record starts after the previous record, except for the first record in the buffer.
        var start = index == 0 ? recordStarts[0] : Unsafe.Add(ref end, -1) + 1;
        for (var row = 0; row < count; row++)
        {
            var length = end - start;
            if (isLast && length > 0 && Unsafe.Add(ref bytes, end - 1) == '\r')
                length--;
            Unsafe.Add(ref starts, row) = start;
            Unsafe.Add(ref lengths, row) = length == 0 ? FieldColumn.Null : length;
            end = ref Unsafe.Add(ref end, fields);
            start = Unsafe.Add(ref end, -1) + 1;
        }
    }

    /// <summary>Locates one field of each record, and unquotes it if necessary.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Locate(FieldColumn column, int index, int count, byte[] buffer)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(buffer);
        ref var ends = ref MemoryMarshal.GetReference(scanner.FieldEnds);
        ref var firstStart = ref MemoryMarshal.GetArrayDataReference(recordStarts);
        ref var firstField = ref MemoryMarshal.GetArrayDataReference(firstFields);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(column.Starts);
        ref var lengths = ref MemoryMarshal.GetArrayDataReference(column.Lengths);
        var isLast = index == format.Columns.Count - 1;
        var quote = format.Quote ?? -1;
        for (var row = 0; row < count; row++)
        {
            var field = Unsafe.Add(ref firstField, row) + index;
            var start = index == 0 ? Unsafe.Add(ref firstStart, row) : Unsafe.Add(ref ends, field - 1) + 1;
            var length = Unsafe.Add(ref ends, field) - start;
            if (isLast && length > 0 && Unsafe.Add(ref bytes, start + length - 1) == '\r')
                length--;
            // For an empty field this reads the delimiter after it, which is not a quote.
            if (Unsafe.Add(ref bytes, start) == quote
                && !QuotedField.TryUnquote(buffer, (byte)quote, ref start, ref length))
                Malformed.Add(
                    (row, $"There is text after the closing quote of column \"{format.Columns[index].Name}\"."));
            Unsafe.Add(ref starts, row) = start;
            Unsafe.Add(ref lengths, row) = length == 0 ? FieldColumn.Null : length;
        }
    }
}
