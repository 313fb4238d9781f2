using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Datasets;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading;

/// <summary>Reads a range of delimited text: the scanner finds the structure, this picks the fields asked for.</summary>
internal sealed class DelimitedReader : RangeReader
{
    private readonly DelimitedFormat _format;
    private readonly StructureScanner _scanner;
    private readonly int[] _columns;
    private readonly int[] _starts;
    private readonly int[] _firstFields;
    private readonly List<(int Row, string Reason)> _malformed = [];
    private readonly List<int> _kept = [];

    private int _record;
    private bool _skipHeader;
    private bool _started;

    public DelimitedReader(
        DataRoot root, FileRange range, DelimitedFormat format, IReadOnlyList<string> columns, BadRecords badRecords, ReadingOptions options)
        : base(root, range, badRecords, options)
    {
        _format = format;
        _scanner = new StructureScanner(format.Delimiter, format.Quote);
        _columns = [.. columns.Select(name => IndexOf(format, name))];
        _starts = new int[options.BatchRecords];
        _firstFields = new int[options.BatchRecords];
        _skipHeader = format.Header && Range.Start == 0;
    }

    protected override bool Fill(RecordBatch batch)
    {
        if (!InRange) return false;
        if (_record == _scanner.Records && !ReadOn()) return false;
        TakeRecords(batch);
        batch.Bytes = Buffer.Bytes;
        for (var i = 0; i < _columns.Length; i++)
            TakeFields(batch.Columns[i], _columns[i], batch.Count);
        if (_malformed.Count > 0)
            LeaveOutMalformed(batch);
        return true;
    }

    private static int IndexOf(DelimitedFormat format, string name)
    {
        for (var i = 0; i < format.Columns.Count; i++)
        {
            if (format.Columns[i].Name == name) return i;
        }
        throw new ArgumentException($"The format has no column \"{name}\".", nameof(name));
    }

    /// <summary>Reads on and scans again from the first record not given out; false at the end of the file.</summary>
    private bool ReadOn()
    {
        do
        {
            Buffer.Advance(Next);
            Next = 0;
            if (!_started && (Buffer.Length >= 3 || Buffer.AtEndOfFile))
            {
                _started = true;
                SkipByteOrderMark();
            }
            if (!Buffer.AtEndOfFile)
                _scanner.Scan(Buffer.Bytes, Next, Buffer.Length);
            else if (Next == Buffer.Length || !ScanToEndOfFile())
                return false;
            _record = 0;
            if (_skipHeader)
                SkipHeader();
        }
        while (_record == _scanner.Records);
        return true;
    }

    /// <summary>Passes over the header: the first record that is no empty line.</summary>
    private void SkipHeader()
    {
        while (_skipHeader && _record < _scanner.Records)
        {
            var last = _scanner.LastFields[_record];
            var first = _record == 0 ? 0 : _scanner.LastFields[_record - 1] + 1;
            var end = _scanner.FieldEnds[last];
            _skipHeader = IsEmptyLine(Next, end, last - first);
            Next = Math.Min(end + 1, Buffer.Length);
            _record++;
        }
    }

    /// <summary>Scans what is in the buffer, a last record without a newline included; false if the file ends inside its quotes.</summary>
    private bool ScanToEndOfFile()
    {
        Buffer.Bytes[Buffer.Length] = (byte)'\n';
        _scanner.Scan(Buffer.Bytes, Next, Buffer.Length + 1);
        if (_scanner.Records > 0) return true;

        BadRecords.Add(Path, Buffer.Offset + Next, "A quoted field of this record is never closed: the file ends inside it.");
        Next = Buffer.Length;
        return false;
    }

    /// <summary>Gives out the next records that have as many fields as they should.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeRecords(RecordBatch batch)
    {
        ref var ends = ref MemoryMarshal.GetReference(_scanner.FieldEnds);
        ref var lasts = ref MemoryMarshal.GetReference(_scanner.LastFields);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(_starts);
        ref var firstFields = ref MemoryMarshal.GetArrayDataReference(_firstFields);
        ref var offsets = ref MemoryMarshal.GetArrayDataReference(batch.Offsets);
        var bufferOffset = Buffer.Offset;
        var fields = _format.Columns.Count;
        var record = _record;
        var first = record == 0 ? 0 : Unsafe.Add(ref lasts, record - 1) + 1;
        var start = Next;
        // Both bounds of the loop as indexes in the buffer: the range's end lies before, in or behind it.
        var stop = (int)Math.Min(Range.End - bufferOffset, int.MaxValue);
        var records = _scanner.Records;
        var most = _starts.Length;
        var count = 0;
        while (record < records && start < stop && count < most)
        {
            var last = Unsafe.Add(ref lasts, record++);
            var end = Unsafe.Add(ref ends, last);
            if (last - first + 1 == fields)
            {
                Unsafe.Add(ref starts, count) = start;
                Unsafe.Add(ref firstFields, count) = first;
                Unsafe.Add(ref offsets, count++) = bufferOffset + start;
            }
            else if (!IsEmptyLine(start, end, last - first))
            {
                BadRecords.Add(Path, bufferOffset + start, string.Create(CultureInfo.InvariantCulture,
                    $"It has {last - first + 1} {(last == first ? "field" : "fields")}, expected {fields}."));
            }
            first = last + 1;
            start = end + 1;
        }
        _record = record;
        Next = Math.Min(start, Buffer.Length);
        batch.Count = count;
    }

    private bool IsEmptyLine(int start, int end, int delimiters) =>
        delimiters == 0 && (end == start || (end == start + 1 && Buffer.Bytes[start] == '\r'));

    /// <summary>Says where one field of each record lies; takes it out of its quotes if it has any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeFields(FieldColumn column, int index, int count)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(Buffer.Bytes);
        ref var ends = ref MemoryMarshal.GetReference(_scanner.FieldEnds);
        ref var recordStarts = ref MemoryMarshal.GetArrayDataReference(_starts);
        ref var firstFields = ref MemoryMarshal.GetArrayDataReference(_firstFields);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(column.Starts);
        ref var lengths = ref MemoryMarshal.GetArrayDataReference(column.Lengths);
        var isLast = index == _format.Columns.Count - 1;
        var quote = _format.Quote ?? -1;
        for (var row = 0; row < count; row++)
        {
            var field = Unsafe.Add(ref firstFields, row) + index;
            var start = index == 0 ? Unsafe.Add(ref recordStarts, row) : Unsafe.Add(ref ends, field - 1) + 1;
            var length = Unsafe.Add(ref ends, field) - start;
            if (isLast && length > 0 && Unsafe.Add(ref bytes, start + length - 1) == '\r')
                length--;
            // Of an empty field this looks at the delimiter behind it, which is no quote.
            if (Unsafe.Add(ref bytes, start) == quote && !QuotedField.TryUnquote(Buffer.Bytes, (byte)quote, ref start, ref length))
                _malformed.Add((row, $"There is text after the closing quote of column \"{_format.Columns[index].Name}\"."));
            Unsafe.Add(ref starts, row) = start;
            Unsafe.Add(ref lengths, row) = length == 0 ? FieldColumn.Null : length;
        }
    }

    private void LeaveOutMalformed(RecordBatch batch)
    {
        _malformed.Sort((left, right) => left.Row.CompareTo(right.Row));
        _kept.Clear();
        var next = 0;
        for (var row = 0; row < batch.Count; row++)
        {
            if (next == _malformed.Count || _malformed[next].Row != row)
            {
                _kept.Add(row);
                continue;
            }
            BadRecords.Add(Path, batch.Offsets[row], _malformed[next].Reason);
            while (next < _malformed.Count && _malformed[next].Row == row)
                next++;
        }
        _malformed.Clear();
        batch.Keep(CollectionsMarshal.AsSpan(_kept));
    }
}
