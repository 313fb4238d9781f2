using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Operations.Models;

/// <summary>
/// Writes one Protocol Buffers message, the format of ONNX files. https://protobuf.dev/programming-guides/encoding/
/// </summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _written = new();

    public ReadOnlySpan<byte> Written => _written.WrittenSpan;

    public ProtobufWriter Number(int field, long value)
    {
        Tag(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    public ProtobufWriter Float(int field, float value)
    {
        Tag(field, Fixed32);
        Span<byte> bits = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bits, value);
        _written.Write(bits);
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Raw(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Bytes);
        WriteVarint((ulong)value.Length);
        _written.Write(value);
        return this;
    }

    public ProtobufWriter Message(int field, ProtobufWriter message) => Raw(field, message.Written);

    /// <summary>Appends encoded fields.</summary>
    public ProtobufWriter Copy(ReadOnlySpan<byte> fields)
    {
        _written.Write(fields);
        return this;
    }

    private void Tag(int field, int kind) => WriteVarint((ulong)(field << 3 | kind));

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _written.Write([(byte)(value | 0x80)]);
        _written.Write([(byte)value]);
    }
}
