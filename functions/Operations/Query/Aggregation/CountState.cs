using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Buffers;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>COUNT(*) and COUNT(x).</summary>
internal sealed class CountState : AggregateState
{
    private long[] _counts = [];

    public long this[int group] => _counts[group];

    public override int BytesPerGroup => sizeof(long);

    public override void Reserve(int groups) => Grow(ref _counts, groups);

    public override void Clear(int groups) => Array.Clear(_counts, 0, groups);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(Vector? argument, ReadOnlySpan<int> groups)
    {
        ref var counts = ref MemoryMarshal.GetArrayDataReference(_counts);
        if (argument is null || argument.AllValues)
        {
            foreach (var group in groups)
                Unsafe.Add(ref counts, group)++;
            return;
        }
        var states = argument.States;
        for (var i = 0; i < groups.Length; i++)
            Unsafe.Add(ref counts, groups[i]) += states[i] == RowState.Value ? 1 : 0;
    }

    public override void Read(int group) => Prefetch.Read(ref _counts[group]);

    public override void Write(int group, StateWriter target) => target.WriteVarint((ulong)_counts[group]);

    public override void Combine(int group, ref StateReader source) => _counts[group] += (long)source.ReadVarint();

    public override void Results(Vector target, int groups)
    {
        var numbers = (NumberVector)target;
        numbers.Reset(groups);
        for (var group = 0; group < groups; group++)
            numbers.Set(group, _counts[group], 0);
        numbers.Complete();
    }
}
