namespace Pipeline.Operations.Models;

/// <summary>
/// Reads fields of messages in the wire format of Protocol Buffers where they lie in a file, and passes over those that
/// nobody wants: of a model of gigabytes it reads a few pages. https://protobuf.dev/programming-guides/encoding/
/// </summary>
internal sealed class ProtobufReader(Stream file)
{
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private const int MaxVarintBytes = 10;

    /// <summary>The fields of the message that lies there. Each must be dealt with before the next is asked for.</summary>
    /// <exception cref="InvalidDataException">These are no such fields.</exception>
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
                throw new InvalidDataException($"a field at byte {at} that does not fit");
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

    /// <summary>The field as it is in the file.</summary>
    public byte[] Copy(ProtobufField field) => Read(field.At, field.End);

    /// <summary>Whole numbers: one that stands for itself, or many in one field.</summary>
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
        throw new InvalidDataException($"no number at byte {file.Position}");
    }
}

/// <param name="Field">Its number; 0 for the whole file.</param>
/// <param name="Number">The value of a field that is a number.</param>
/// <param name="Start">Where the bytes of any other field begin in the file.</param>
internal readonly record struct ProtobufField(int Field, long Number, long Start, long End)
{
    public long Length => End - Start;

    /// <summary>Where the field itself begins, with its number.</summary>
    public long At { get; init; }
}
