using System.Text.Unicode;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Core.Texts;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>
/// Statistics of the texts of a column: all values of a text column, or the values that do not fit another kind.
/// </summary>
internal sealed class TextSummary
{
    private const int MaxExamples = 5;

    private readonly TextExtreme _least = new(isGreatest: false);
    private readonly TextExtreme _greatest = new(isGreatest: true);
    private readonly ExampleValues _examples = new(MaxExamples);
    private readonly long[] _shapes = new long[TextShapes.Count];

    public long Count { get; private set; }

    public ValueText? Least => _least.Value;

    public ValueText? Greatest => _greatest.Value;

    /// <summary>The min length in characters (code points).</summary>
    public long Shortest { get; private set; } = long.MaxValue;

    /// <summary>The max length in characters (code points).</summary>
    public long Longest { get; private set; }

    /// <summary>The sum of all lengths in characters (code points).</summary>
    public UInt128 Lengths { get; private set; }

    /// <summary>The number of values with leading or trailing spaces or tabs.</summary>
    public long Padded { get; private set; }

    /// <summary>The number of values that are not valid UTF-8.</summary>
    public long Invalid { get; private set; }

    public IEnumerable<ValueText> Examples => _examples.Values;

    public long OfShape(TextShape shape) => _shapes[(int)shape];

    /// <param name="count">How often the text occurs.</param>
    public void Add(ReadOnlySpan<byte> text, ulong hash, long count)
    {
        Count += count;
        _least.Add(text);
        _greatest.Add(text);
        _examples.Add(hash, text);
        _shapes[(int)TextShapes.Of(text)] += count;
        long length = text.Length;
        if (text.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            length = CodePoints.Count(text);
            Invalid += Utf8.IsValid(text) ? 0 : count;
        }
        Shortest = Math.Min(Shortest, length);
        Longest = Math.Max(Longest, length);
        Lengths += (UInt128)length * (ulong)count;
        if (text is [(byte)' ' or (byte)'\t', ..] or [.., (byte)' ' or (byte)'\t'])
            Padded += count;
    }

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)Count);
        if (Count == 0) return;
        _least.Write(target);
        _greatest.Write(target);
        _examples.Write(target);
        foreach (var shape in _shapes)
            target.WriteVarint((ulong)shape);
        target.WriteVarint((ulong)Shortest);
        target.WriteVarint((ulong)Longest);
        target.WriteVarint((ulong)(Lengths >> 64));
        target.WriteVarint((ulong)Lengths);
        target.WriteVarint((ulong)Padded);
        target.WriteVarint((ulong)Invalid);
    }

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    public void Merge(ref StateReader source)
    {
        var count = (long)source.ReadVarint();
        if (count == 0) return;
        Count += count;
        _least.Merge(ref source);
        _greatest.Merge(ref source);
        _examples.Merge(ref source);
        foreach (ref var shape in _shapes.AsSpan())
            shape += (long)source.ReadVarint();
        Shortest = Math.Min(Shortest, (long)source.ReadVarint());
        Longest = Math.Max(Longest, (long)source.ReadVarint());
        Lengths += new UInt128(source.ReadVarint(), source.ReadVarint());
        Padded += (long)source.ReadVarint();
        Invalid += (long)source.ReadVarint();
    }
}
