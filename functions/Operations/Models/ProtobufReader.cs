namespace Pipeline.Operations.Models;

/// <summary>
/// Reads Protocol Buffers fields directly from a file and skips unwanted ones, so a model of gigabytes costs only a few
/// page reads. https://protobuf.dev/programming-guides/encoding/
/// </summary>
internal sealed class ProtobufReader(Stream file)
{
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private const int MaxVarintBytes = 10;

    /// <summary>Enumerates the fields of a message. Read each field before you move to the next.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a valid message.</exception>
    public IEnumerable<ProtobufField> Fields(ProtobufField message)
    {
        var at = message.Start;
        while (at < message.End)
        {
            file.Position = at;
            var tag = ReadVarint();
            var number = 0UL;
            long length;
            switch ((int)(tag & 7))
            {
                case 0:
                    number = ReadVarint();
                    length = 0;
                    break;
                case Fixed64:
                    length = sizeof(long);
                    break;
                case Bytes:
                    length = (long)ReadVarint();
                    break;
                case Fixed32:
                    length = sizeof(int);
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7} at byte {at}");
            }
            var start = file.Position;
            if (tag >> 3 is 0 or > int.MaxValue || length < 0 || length > message.End - start)
                throw new InvalidDataException($"a field at byte {at} that extends beyond its end");
            yield return new ProtobufField((int)(tag >> 3), (long)number, start, start + length) { At = at };
            at = start + length;
        }
    }

    public string Text(ProtobufField field)
    {
        const int MaxBytes = 1 << 20;
        return field.Length <= MaxBytes
            ? System.Text.Encoding.UTF8.GetString(Read(field.Start, field.End))
            : throw new InvalidDataException($"a name of {field.Length} bytes");
    }

    /// <summary>Returns the raw bytes of the field, including its tag.</summary>
    public byte[] Copy(ProtobufField field) => Read(field.At, field.End);

    /// <summary>Reads a single integer or a packed list of integers.</summary>
    public IEnumerable<long> Numbers(ProtobufField field)
    {
        if (field.Length == 0)
            yield return field.Number;
        for (file.Position = field.Start; file.Position < field.End;)
            yield return (long)ReadVarint();
    }

    private byte[] Read(long start, long end)
    {
        var bytes = new byte[end - start];
        file.Position = start;
        file.ReadExactly(bytes);
        return bytes;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var i = 0; i < MaxVarintBytes; i++)
        {
            var next = file.ReadByte();
            if (next < 0) break;
            value |= (ulong)(next & 0x7F) << 7 * i;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException($"an invalid number at byte {file.Position}");
    }
}

/// <summary>A field of a message.</summary>
/// <param name="Field">The field number; 0 for the whole file.</param>
/// <param name="Number">The value of a numeric field.</param>
/// <param name="Start">The offset of the field's content in the file.</param>
/// <param name="End">The offset after the field's content.</param>
internal readonly record struct ProtobufField(int Field, long Number, long Start, long End)
{
    public long Length => End - Start;

    /// <summary>The offset of the field's tag in the file.</summary>
    public long At { get; init; }
}
