namespace Pipeline.Core.Entries;

/// <summary>
/// The entries of several streams, one stream after another. Owns its inputs. Without inputs it is the empty stream.
/// </summary>
/// <param name="limit">
/// Ends after so many entries. An input that gave any is still read to its end, because a partial is only known to be
/// whole there.
/// </param>
public sealed class ConcatenatedStream(IReadOnlyList<EntryStream> inputs, long? limit = null) : EntryStream
{
    private readonly EntryStream[] _inputs = [.. inputs];
    private long _left = limit ?? long.MaxValue;
    private int _current;

    public override ReadOnlySpan<byte> Key => _inputs[_current].Key;

    public override ReadOnlySpan<byte> Value => _inputs[_current].Value;

    public override bool MoveNext()
    {
        if (_left == 0)
            return End();
        for (; _current < _inputs.Length; _current++)
        {
            if (_inputs[_current].MoveNext())
            {
                _left--;
                return true;
            }
            // The file and the buffer behind it are not needed any more.
            _inputs[_current].Dispose();
        }
        return false;
    }

    public override void Dispose()
    {
        foreach (var input in _inputs)
            input.Dispose();
        base.Dispose();
    }

    private bool End()
    {
        if (limit == 0 || _current == _inputs.Length) return false;
        while (_inputs[_current].MoveNext())
        {
        }
        _current = _inputs.Length;
        return false;
    }
}
