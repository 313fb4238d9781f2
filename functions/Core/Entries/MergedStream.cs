namespace Pipeline.Core.Entries;

/// <summary>
/// Merges streams that are sorted by key. Equal keys are returned in the order of the inputs. Owns its inputs.
/// Uses a tree of losers (Knuth, TAOCP 3, 5.4.1): one comparison per level for each entry, no allocation.
/// </summary>
public sealed class MergedStream : EntryStream
{
    private readonly EntryStream[] _inputs;
    private readonly KeyHead[] _heads;
    private readonly bool[] _ended;

    /// <summary>
    /// The loser of each inner node; node n has the children 2n and 2n + 1, input i is the leaf at length + i.
    /// </summary>
    private readonly int[] _losers;

    private long _left;
    private int _winner = -1;

    /// <param name="limit">
    /// Max number of entries. The inputs are still read to their ends, because only there a partial is known to be
    /// complete.
    /// </param>
    public MergedStream(IReadOnlyList<EntryStream> inputs, long? limit = null)
    {
        _inputs = [.. inputs];
        _heads = new KeyHead[_inputs.Length];
        _ended = new bool[_inputs.Length];
        _losers = new int[_inputs.Length];
        _left = limit ?? long.MaxValue;
    }

    public override ReadOnlySpan<byte> Key => _inputs[_winner].Key;

    public override ReadOnlySpan<byte> Value => _inputs[_winner].Value;

    public override bool MoveNext()
    {
        if (_left == 0 || _inputs.Length == 0)
            return End();
        if (_winner < 0)
        {
            for (var input = 0; input < _inputs.Length; input++)
                Advance(input);
            _winner = Play(1);
        }
        else if (!_ended[_winner])
        {
            Advance(_winner);
            Replay();
        }
        if (_ended[_winner]) return false;
        _left--;
        return true;
    }

    public override void Dispose()
    {
        foreach (var input in _inputs)
            input.Dispose();
        base.Dispose();
    }

    private bool End()
    {
        foreach (var input in _inputs)
        {
            while (input.MoveNext())
            {
            }
        }
        return false;
    }

    private void Advance(int input)
    {
        var stream = _inputs[input];
        if (stream.MoveNext())
        {
            _heads[input] = new KeyHead(stream.Key);
            return;
        }
        _ended[input] = true;
        _heads[input] = KeyHead.Last;
    }

    private int Play(int node)
    {
        if (node >= _inputs.Length)
            return node - _inputs.Length;
        var left = Play(2 * node);
        var right = Play(2 * node + 1);
        var leftWins = Precedes(left, right);
        _losers[node] = leftWins ? right : left;
        return leftWins ? left : right;
    }

    private void Replay()
    {
        var winner = _winner;
        for (var node = (_inputs.Length + winner) >> 1; node > 0; node >>= 1)
        {
            var rival = _losers[node];
            if (!Precedes(rival, winner)) continue;
            _losers[node] = winner;
            winner = rival;
        }
        _winner = winner;
    }

    private bool Precedes(int a, int b)
    {
        ref readonly var headA = ref _heads[a];
        ref readonly var headB = ref _heads[b];
        return headA.First != headB.First ? headA.First < headB.First
            : headA.Second != headB.Second ? headA.Second < headB.Second
            : PrecedesByRest(a, b);
    }

    private bool PrecedesByRest(int a, int b)
    {
        if (_ended[a] || _ended[b])
            return _ended[a] == _ended[b] ? a < b : _ended[b];
        if (_heads[a].IsWhole && _heads[b].IsWhole)
            return _heads[a].Length != _heads[b].Length ? _heads[a].Length < _heads[b].Length : a < b;
        var order = _inputs[a].Key.SequenceCompareTo(_inputs[b].Key);
        return order != 0 ? order < 0 : a < b;
    }
}
