using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Ranges;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading.Delimited;

/// <summary>Reads a range of delimited text: extracts the requested fields from the scanned structure.</summary>
internal sealed class DelimitedReader : RangeReader
{
    private readonly DelimitedFormat _format;
    private readonly StructureScanner _scanner;
    private readonly int[] _columns;
    private readonly int[] _starts;
    private readonly int[] _firstFields;
    private readonly FieldLocator _locator;
    private readonly List<int> _kept = [];

    private int _record;
    private bool _skipHeader;
    private bool _started;

    public DelimitedReader(
        DataRoot root,
        FileRange range,
        DelimitedFormat format,
        IReadOnlyList<string> columns,
        BadRecords badRecords,
        ReadingOptions options,
        bool withRecords)
        : base(root, range, badRecords, options, withRecords)
    {
        _format = format;
        _scanner = new StructureScanner(format.Delimiter, format.Quote, format.Columns.Count);
        _columns = [.. columns.Select(name => IndexOf(format, name))];
        _starts = new int[options.BatchRecords];
        _firstFields = new int[options.BatchRecords];
        _locator = new FieldLocator(format, _scanner, _starts, _firstFields);
        _skipHeader = format.Header && Range.Start == 0;
    }

    protected override bool Fill(RecordBatch batch)
    {
        if (!InRange) return false;
        if (_record == _scanner.Records && !ReadOn()) return false;
        TakeRecords(batch);
        batch.Bytes = Buffer.Bytes;
        if (batch.Records is { } records)
            TakeWholeRecords(batch, records);
        var arePlain = _scanner.AreRegular && !_scanner.HasQuotes;
        for (var i = 0; i < _columns.Length && batch.Count > 0; i++)
        {
            if (arePlain)
                _locator.LocatePlain(batch.Columns[i], _columns[i], batch.Count, Buffer.Bytes);
            else
                _locator.Locate(batch.Columns[i], _columns[i], batch.Count, Buffer.Bytes);
        }
        if (_locator.Malformed.Count > 0)
            LeaveOutMalformed(batch, _locator.Malformed);
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

    /// <summary>Reads more and scans again from the first unreturned record; false at the end of the file.</summary>
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

    /// <summary>Skips the header: the first record that is not an empty line.</summary>
    private void SkipHeader()
    {
        while (_skipHeader && _record < _scanner.Records)
        {
            var last = LastField(_record);
            var first = _record == 0 ? 0 : LastField(_record - 1) + 1;
            var end = _scanner.FieldEnds[last];
            _skipHeader = IsEmptyLine(Next, end, last - first);
            Next = Math.Min(end + 1, Buffer.Length);
            _record++;
        }
    }

    /// <summary>The index in the scanner's field ends of a record's last field.</summary>
    private int LastField(int record) =>
        _scanner.AreRegular ? (record + 1) * _format.Columns.Count - 1 : _scanner.LastFields[record];

    /// <summary>Scans the rest of the file, up to a missing final newline; false if it ends inside quotes.</summary>
    private bool ScanToEndOfFile()
    {
        Buffer.Bytes[Buffer.Length] = (byte)'\n';
        _scanner.Scan(Buffer.Bytes, Next, Buffer.Length + 1);
        if (_scanner.Records > 0) return true;

        BadRecords.Add(
            Path,
            Buffer.Offset + Next,
            "A quoted field of this record is never closed: the file ends inside it.");
        Next = Buffer.Length;
        return false;
    }

    private void TakeRecords(RecordBatch batch)
    {
        // The end of the range as a buffer index. It can be before, in or after the buffer.
        var stop = (int)Math.Min(Range.End - Buffer.Offset, int.MaxValue);
        if (_scanner.AreRegular)
            TakeRegularRecords(batch, stop);
        else
            TakeAnyRecords(batch, stop);
    }

    /// <summary>Adds the next records, all of which have the expected number of fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeRegularRecords(RecordBatch batch, int stop)
    {
        var max = Math.Min(_starts.Length, _scanner.Records - _record);
        if (max == 0) return;
        var fields = _format.Columns.Count;
        var first = _record * fields;
        ref var last = ref Unsafe.Add(ref MemoryMarshal.GetReference(_scanner.FieldEnds), first + fields - 1);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(_starts);
        ref var firstFields = ref MemoryMarshal.GetArrayDataReference(_firstFields);
        ref var offsets = ref MemoryMarshal.GetArrayDataReference(batch.Offsets);
        var bufferOffset = Buffer.Offset;
        var start = Next;
        var count = 0;
        for (; count < max && start < stop; count++, first += fields)
        {
            Unsafe.Add(ref starts, count) = start;
            Unsafe.Add(ref firstFields, count) = first;
            Unsafe.Add(ref offsets, count) = bufferOffset + start;
            start = last + 1;
            last = ref Unsafe.Add(ref last, fields);
        }
        _record += count;
        Next = Math.Min(start, Buffer.Length);
        batch.Count = count;
    }

    /// <summary>Adds the next records that have the expected number of fields, and reports the others as bad.</summary>
    private void TakeAnyRecords(RecordBatch batch, int stop)
    {
        var ends = _scanner.FieldEnds;
        var lasts = _scanner.LastFields;
        var fields = _format.Columns.Count;
        var first = _record == 0 ? 0 : lasts[_record - 1] + 1;
        var start = Next;
        var count = 0;
        while (_record < lasts.Length && start < stop && count < _starts.Length)
        {
            var last = lasts[_record++];
            if (last - first + 1 == fields)
            {
                _starts[count] = start;
                _firstFields[count] = first;
                batch.Offsets[count++] = Buffer.Offset + start;
            }
            else if (!IsEmptyLine(start, ends[last], last - first))
            {
                BadRecords.Add(Path, Buffer.Offset + start, string.Create(CultureInfo.InvariantCulture,
                    $"It has {last - first + 1} {(last == first ? "field" : "fields")}, expected {fields}."));
            }
            first = last + 1;
            start = ends[last] + 1;
        }
        Next = Math.Min(start, Buffer.Length);
        batch.Count = count;
    }

    private void TakeWholeRecords(RecordBatch batch, FieldColumn records)
    {
        var ends = _scanner.FieldEnds;
        for (var row = 0; row < batch.Count; row++)
        {
            records.Starts[row] = _starts[row];
            records.Lengths[row] = ends[_firstFields[row] + _format.Columns.Count - 1] - _starts[row];
        }
        batch.RecordBytes = Buffer.Original;
    }

    private bool IsEmptyLine(int start, int end, int delimiters) =>
        delimiters == 0 && (end == start || (end == start + 1 && Buffer.Bytes[start] == '\r'));

    private void LeaveOutMalformed(RecordBatch batch, List<(int Row, string Reason)> malformed)
    {
        malformed.Sort((left, right) => left.Row.CompareTo(right.Row));
        _kept.Clear();
        var next = 0;
        for (var row = 0; row < batch.Count; row++)
        {
            if (next == malformed.Count || malformed[next].Row != row)
            {
                _kept.Add(row);
                continue;
            }
            BadRecords.Add(Path, batch.Offsets[row], malformed[next].Reason);
            while (next < malformed.Count && malformed[next].Row == row)
                next++;
        }
        malformed.Clear();
        batch.Keep(CollectionsMarshal.AsSpan(_kept));
    }
}
