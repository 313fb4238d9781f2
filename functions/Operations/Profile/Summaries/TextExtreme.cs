using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>
/// The least or the greatest text by its bytes, of which one more is kept than is shown: the beginning of the least is
/// the least of the beginnings, so that cutting changes nothing, and a longer beginning tells that there is more.
/// </summary>
/// <param name="isGreatest">Rather than least.</param>
internal sealed class TextExtreme(bool isGreatest)
{
    private const int MaxBytes = ValueText.MaxBytes + 1;

    private byte[] _best = [];
    private int _length = -1;

    /// <summary>Null without any.</summary>
    public ValueText? Value => _length < 0
        ? null
        : new ValueText(_best.AsSpan(0, Math.Min(_length, ValueText.MaxBytes)).ToArray(), _length);

    public void Add(ReadOnlySpan<byte> text)
    {
        if (_length >= 0)
        {
            // Most texts differ from the best one in their first byte.
            var order = text.SequenceCompareTo(_best.AsSpan(0, _length));
            if (isGreatest ? order <= 0 : order >= 0) return;
        }
        text = text[..Math.Min(text.Length, MaxBytes)];
        if (_best.Length < text.Length)
            _best = new byte[MaxBytes];
        text.CopyTo(_best);
        _length = text.Length;
    }

    public void Write(StateWriter target)
    {
        target.WriteByte(_length < 0 ? (byte)0 : (byte)1);
        if (_length >= 0)
            target.WriteBytes(_best.AsSpan(0, _length));
    }

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    public void Merge(ref StateReader source)
    {
        if (source.ReadByte() != 0)
            Add(source.ReadBytes());
    }
}
