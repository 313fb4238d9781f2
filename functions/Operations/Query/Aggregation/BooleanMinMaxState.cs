using Pipeline.Core.Buffers;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>MIN or MAX of booleans, where false is less than true; NULL if there are no values.</summary>
internal sealed class BooleanMinMaxState<TOrder> : AggregateState
    where TOrder : IOrder
{
    private const byte SeenFalse = 1;
    private const byte SeenTrue = 2;

    /// <summary>The values that a group has seen.</summary>
    private byte[] _seen = [];

    public override int BytesPerGroup => 1;

    public override void Reserve(int groups) => Grow(ref _seen, groups);

    public override void Clear(int groups) => Array.Clear(_seen, 0, groups);

    public override void Update(Vector? argument, ReadOnlySpan<int> groups)
    {
        var booleans = (BooleanVector)argument!;
        for (var i = 0; i < groups.Length; i++)
        {
            if (booleans.States[i] == RowState.Value)
                _seen[groups[i]] |= booleans.Values[i] ? SeenTrue : SeenFalse;
        }
    }

    public override void Read(int group) => Prefetch.Read(ref _seen[group]);

    public override void Write(int group, StateWriter target) => target.WriteByte(_seen[group]);

    public override void Combine(int group, ref StateReader source) => _seen[group] |= source.ReadByte();

    public override void Results(Vector target, int groups)
    {
        var booleans = (BooleanVector)target;
        booleans.Reset(groups);
        for (var group = 0; group < groups; group++)
        {
            if (_seen[group] == 0)
                booleans.SetState(group, RowState.Null);
            else if (_seen[group] == (SeenFalse | SeenTrue))
                booleans.Set(group, TOrder.IsBetter(1));
            else
                booleans.Set(group, _seen[group] == SeenTrue);
        }
    }
}
