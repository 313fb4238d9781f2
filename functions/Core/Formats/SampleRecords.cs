using System.Text;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Formats;

/// <summary>Reads the first records of a file as strings. Meant for sampling, not for processing.</summary>
internal static class SampleRecords
{
    /// <summary>
    /// Reads complete records from the start of the text until <paramref name="length"/> bytes are read, and at least
    /// one if there is one.
    /// </summary>
    /// <param name="isWhole">Whether the text reaches the end of the file.</param>
    /// <param name="emptyLines">Whether an empty line is a record with one empty field.</param>
    public static List<string[]> Read(
        ReadOnlySpan<byte> text, bool isWhole, Dialect dialect, bool emptyLines, int length = int.MaxValue)
    {
        var records = new List<string[]>();
        var fields = new List<string>();
        var value = new List<byte>();
        var machine = new DelimitedStateMachine(dialect.Delimiter, dialect.Quote);
        var heldCr = false;
        for (var i = 0; i < text.Length && (i < length || records.Count == 0 || !machine.AtRecordStart); i++)
        {
            var role = machine.Next(text[i]);
            if (heldCr && role is not (ByteRole.RecordEnd or ByteRole.EmptyLine)) value.Add((byte)'\r');
            heldCr = role == ByteRole.CarriageReturn;
            switch (role)
            {
                case ByteRole.Data:
                    value.Add(text[i]);
                    break;
                case ByteRole.Delimiter:
                    EndField();
                    break;
                case ByteRole.RecordEnd:
                case ByteRole.EmptyLine when emptyLines:
                    EndRecord();
                    break;
            }
        }

        if (isWhole && !machine.AtRecordStart && !machine.InsideQuotes)
        {
            if (heldCr) value.Add((byte)'\r');
            EndRecord();
        }

        return records;

        void EndField()
        {
            fields.Add(Encoding.UTF8.GetString([.. value]));
            value.Clear();
        }

        void EndRecord()
        {
            EndField();
            records.Add([.. fields]);
            fields.Clear();
        }
    }

    /// <summary>Returns a file's first record, or null. Reads up to <see cref="FileHead.MaxLength"/> bytes.</summary>
    /// <exception cref="InvalidRequestException">The record is longer than that.</exception>
    public static string[]? First(FileHead head, Dialect dialect, bool emptyLines)
    {
        while (true)
        {
            var records = Read(head.Text, head.IsWhole, dialect, emptyLines, length: 1);
            if (records.Count > 0) return records[0];
            if (head.IsWhole) return null;
            head = head.CanGrow ? head.Grow() : throw TooLong(head);
        }
    }

    public static InvalidRequestException TooLong(FileHead head) =>
        new(
            DatasetFiles.Field,
            $"The first record of {head.Name} does not end within {FileHead.MaxLength >> 20} MiB. If a quote there "
            + "does not open a quoted field, set format.quote to \"\"; if lines do not end in LF or CRLF, convert "
            + "them.");
}
