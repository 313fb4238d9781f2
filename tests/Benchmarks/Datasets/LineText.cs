using System.Buffers.Text;

namespace Pipeline.Benchmarks.Datasets;

/// <summary>Text that grows in a buffer given.</summary>
internal ref struct LineText(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    public int Length { get; private set; }

    public void Put(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_target[Length..]);
        Length += text.Length;
    }

    public void Put(long number, int digits = 0)
    {
        Utf8Formatter.TryFormat(
            number,
            _target[Length..],
            out var written,
            digits > 0 ? new('D', (byte)digits) : default);
        Length += written;
    }

    /// <summary>As <c>12.50</c>.</summary>
    public void PutHundredths(int hundredths)
    {
        Put(hundredths / 100);
        Put("."u8);
        Put(hundredths % 100, digits: 2);
    }
}
