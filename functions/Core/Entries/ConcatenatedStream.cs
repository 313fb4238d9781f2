namespace Pipeline.Core.Entries;

/// <summary>
/// Concatenates streams. Owns its inputs. Without inputs, the stream is empty.
/// </summary>
/// <param name="limit">
/// Max number of entries. An input that returned any is still read to its end, because only there a partial is known
/// to be complete.
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
            // Its file and buffer are no longer needed.
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
