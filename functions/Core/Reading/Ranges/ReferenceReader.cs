using Pipeline.Core.Formats;

namespace Pipeline.Core.Reading.Ranges;

/// <summary>
/// Reads delimited text byte by byte. This is the reference: the fast reader must agree with it on every input, for all
/// cuts, buffer sizes and vector widths.
/// </summary>
public static class ReferenceReader
{
    /// <param name="text">The content of a complete file.</param>
    public static IReadOnlyList<ReferenceRecord> Read(ReadOnlySpan<byte> text, DelimitedFormat format)
    {
        var records = new List<ReferenceRecord>();
        var machine = new DelimitedStateMachine(format);
        var start = text.StartsWith("\uFEFF"u8) ? 3 : 0;
        var fields = new List<ReferenceField>();
        var value = new List<byte>();
        var pendingCr = false;
        var isQuoted = false;
        var violations = 0;
        var isHeader = format.Header;
        for (var i = start; i <= text.Length; i++)
        {
            // The end of the file ends an open record.
            if (i == text.Length && (machine.AtRecordStart || machine.InsideQuotes)) break;
            var role = machine.Next(i == text.Length ? (byte)'\n' : text[i]);
            if (pendingCr && role is not (ByteRole.RecordEnd or ByteRole.EmptyLine))
                value.Add((byte)'\r');
            pendingCr = role == ByteRole.CarriageReturn;
            isQuoted |= role == ByteRole.OpeningQuote;
            switch (role)
            {
                case ByteRole.Data:
                    value.Add(text[i]);
                    break;
                case ByteRole.Delimiter or ByteRole.RecordEnd or ByteRole.EmptyLine:
                    fields.Add(
                        new ReferenceField(
                            value.Count == 0 ? null : [.. value],
                            isQuoted && machine.Violations > violations));
                    value.Clear();
                    isQuoted = false;
                    violations = machine.Violations;
                    break;
            }
            if (role is not (ByteRole.RecordEnd or ByteRole.EmptyLine)) continue;
            if (role == ByteRole.RecordEnd || (format.Columns.Count == 1 && !isHeader))
            {
                if (!isHeader)
                    records.Add(new ReferenceRecord(start, [.. fields]));
                isHeader = false;
            }
            fields.Clear();
            start = i + 1;
        }
        if (machine.InsideQuotes)
            records.Add(new ReferenceRecord(start, []));
        return records;
    }
}

/// <param name="Offset">Offset of the record's first byte.</param>
/// <param name="Fields">Empty for a record whose quotes are never closed.</param>
public sealed record ReferenceRecord(long Offset, IReadOnlyList<ReferenceField> Fields);

/// <param name="Value">Without quotes; null if empty.</param>
/// <param name="IsMalformed">Whether there is text after the closing quote.</param>
public sealed record ReferenceField(byte[]? Value, bool IsMalformed);
