using Pipeline.Core.Buffers;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>MIN or MAX of texts, which compare as bytes; NULL if there are no values.</summary>
internal sealed class TextMinMaxState<TOrder> : AggregateState
    where TOrder : IOrder
{
    private const int Nothing = -1;

    private byte[] _bytes = [];
    private int _used;
    private int[] _starts = [];
    private int[] _lengths = [];
    private int[] _capacities = [];

    /// <summary>For most rows, the first eight bytes decide the comparison.</summary>
    private ulong[] _prefixes = [];

    public override int BytesPerGroup => 20;

    public override long ExtraBytes => _used;

    public override void Reserve(int groups)
    {
        var before = _lengths.Length;
        Grow(ref _starts, groups);
        Grow(ref _capacities, groups);
        Grow(ref _prefixes, groups);
        Grow(ref _lengths, groups);
        _lengths.AsSpan(before).Fill(Nothing);
    }

    public override void Clear(int groups)
    {
        _lengths.AsSpan(0, groups).Fill(Nothing);
        Array.Clear(_capacities, 0, groups);
        _used = 0;
    }

    public override void Update(Vector? argument, ReadOnlySpan<int> groups)
    {
        var texts = (TextVector)argument!;
        for (var i = 0; i < groups.Length; i++)
        {
            if (texts.States[i] == RowState.Value)
                Keep(groups[i], texts[i]);
        }
    }

    public override void Read(int group) => Prefetch.Read(ref _lengths[group]);

    public override void Write(int group, StateWriter target)
    {
        target.WriteByte(_lengths[group] == Nothing ? (byte)0 : (byte)1);
        if (_lengths[group] != Nothing)
            target.WriteBytes(Best(group));
    }

    public override void Combine(int group, ref StateReader source)
    {
        if (source.ReadByte() != 0)
            Keep(group, source.ReadBytes());
    }

    public override void Results(Vector target, int groups)
    {
        var texts = (TextVector)target;
        texts.Reset(groups);
        for (var group = 0; group < groups; group++)
        {
            if (_lengths[group] == Nothing)
                texts.SetState(group, RowState.Null);
            else
                texts.Set(group, Best(group));
        }
    }

    private ReadOnlySpan<byte> Best(int group) => _bytes.AsSpan(_starts[group], _lengths[group]);

    private void Keep(int group, ReadOnlySpan<byte> text)
    {
        var prefix = KeyPrefix.Of(text);
        if (_lengths[group] != Nothing)
        {
            var comparison = prefix.CompareTo(_prefixes[group]);
            if (comparison == 0)
                comparison = text.SequenceCompareTo(Best(group));
            if (!TOrder.IsBetter(comparison)) return;
        }
        if (text.Length > _capacities[group])
            GiveRoom(group, text.Length);
        text.CopyTo(_bytes.AsSpan(_starts[group]));
        _lengths[group] = text.Length;
        _prefixes[group] = prefix;
    }

    /// <summary>A slot for a text, with some spare room: the next better text is seldom much longer.</summary>
    private void GiveRoom(int group, int length)
    {
        var capacity = length + 8 & ~7;
        if (capacity > _bytes.Length - _used)
            Compact(capacity);
        _starts[group] = _used;
        _capacities[group] = capacity;
        _used += capacity;
    }

    /// <summary>Compacts the texts into twice the room that they need.</summary>
    private void Compact(int more)
    {
        var needed = (long)more;
        for (var group = 0; group < _lengths.Length; group++)
            needed += _lengths[group] == Nothing ? 0 : _capacities[group];
        var bytes = new byte[(int)Math.Min(Array.MaxLength, 2 * needed)];
        _used = 0;
        for (var group = 0; group < _lengths.Length; group++)
        {
            if (_lengths[group] == Nothing) continue;
            Best(group).CopyTo(bytes.AsSpan(_used));
            _starts[group] = _used;
            _used += _capacities[group];
        }
        _bytes = bytes;
    }
}
