namespace Pipeline.Core.Entries;

/// <summary>
/// A sorted stream with one entry per key: the values of equal keys are combined. If a key has only one value, its
/// bytes are not changed. Owns its source.
/// </summary>
public sealed class CombinedStream(EntryStream source, IEntryCombiner combiner) : EntryStream
{
    private byte[] _entry = new byte[256];
    private int _keyLength;
    private int _valueLength;
    private bool _started;
    private bool _more;

    public override ReadOnlySpan<byte> Key => _entry.AsSpan(0, _keyLength);

    public override ReadOnlySpan<byte> Value => _entry.AsSpan(_keyLength, _valueLength);

    public override bool MoveNext()
    {
        if (!_started)
        {
            _started = true;
            _more = source.MoveNext();
        }
        if (!_more) return false;

        // The key is copied, because finding its last value moves the source past it.
        KeepKey(source.Key);
        KeepValue(source.Value);
        var combined = false;
        while ((_more = source.MoveNext()) && source.Key.SequenceEqual(Key))
        {
            if (!combined)
                combiner.Start(Key, Value);
            combined = true;
            combiner.Add(source.Value);
        }
        if (combined)
            KeepValue(combiner.Finish());
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Another thread reads the source, and the reader of this stream combines: finding equal keys takes about as long
    /// as combining their values.
    /// </remarks>
    public override EntryStream OnBackgroundThread() => new CombinedStream(source.OnBackgroundThread(), combiner);

    public override EntryStream Uncombined() => source;

    public override void Dispose()
    {
        source.Dispose();
        base.Dispose();
    }

    private void KeepKey(ReadOnlySpan<byte> key)
    {
        _keyLength = 0;
        Reserve(key.Length);
        key.CopyTo(_entry);
        _keyLength = key.Length;
    }

    private void KeepValue(ReadOnlySpan<byte> value)
    {
        Reserve(_keyLength + value.Length);
        value.CopyTo(_entry.AsSpan(_keyLength));
        _valueLength = value.Length;
    }

    private void Reserve(int length)
    {
        if (_entry.Length < length)
            Array.Resize(ref _entry, (int)Math.Min(Array.MaxLength, 2L * length));
    }
}
