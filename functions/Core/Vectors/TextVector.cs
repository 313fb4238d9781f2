namespace Pipeline.Core.Vectors;

/// <summary>
/// A vector of texts as bytes: UTF-8, but not validated. The bytes are in the vector's own buffer or, if borrowed, in
/// the buffer of a batch and valid as long as that batch.
/// </summary>
public sealed class TextVector : Vector
{
    private byte[] _ownBytes = [];
    private int[] _ownStarts = [];
    private int[] _ownLengths = [];
    private int _used;
    private bool _borrowed;

    /// <summary>The bytes that all rows point into.</summary>
    public byte[] Bytes { get; private set; } = [];

    public int[] Starts { get; private set; } = [];

    /// <summary>Lengths in bytes; 0 or less for rows without a value.</summary>
    public int[] Lengths { get; private set; } = [];

    /// <summary>The text of a row; empty for rows without a value.</summary>
    public ReadOnlySpan<byte> this[int row] =>
        Lengths[row] <= 0 ? default : new ReadOnlySpan<byte>(Bytes, Starts[row], Lengths[row]);

    public override void Reset(int count)
    {
        base.Reset(count);
        UseOwn();
        Array.Clear(Starts, 0, count);
        Array.Clear(Lengths, 0, count);
    }

    /// <summary>Sets a row to a copy of the text.</summary>
    public void Set(int row, ReadOnlySpan<byte> text) => text.CopyTo(Append(row, text.Length));

    /// <summary>
    /// Allocates the text of a row in the vector's own buffer. The caller must write it before the next call.
    /// </summary>
    public Span<byte> Append(int row, int length)
    {
        var place = Room(length)[..length];
        Place(row, length);
        return place;
    }

    /// <summary>
    /// Returns free space of at least <paramref name="length"/> bytes. After writing to it, call <see cref="Place"/> to
    /// make the bytes a row's text.
    /// </summary>
    internal Span<byte> Room(int length)
    {
        if (length > _ownBytes.Length - _used)
        {
            var doubled = Math.Min(_ownBytes.Length * 2L, Array.MaxLength);
            Array.Resize(ref _ownBytes, checked((int)Math.Max(_used + (long)length, doubled)));
            Bytes = _ownBytes;
        }
        return _ownBytes.AsSpan(_used);
    }

    internal void Place(int row, int length)
    {
        Starts[row] = _used;
        Lengths[row] = length;
        _used += length;
    }

    /// <summary>Borrows texts from another buffer. A negative length means NULL.</summary>
    internal void Borrow(byte[] bytes, int[] starts, int[] lengths, int count)
    {
        Reserve(count);
        (Bytes, Starts, Lengths, _borrowed) = (bytes, starts, lengths, true);
        AllValues = !lengths.AsSpan(0, count).ContainsAnyInRange(int.MinValue, -1);
        if (AllValues)
        {
            Array.Clear(States, 0, count);
            return;
        }
        for (var i = 0; i < count; i++)
            States[i] = lengths[i] < 0 ? RowState.Null : RowState.Value;
    }

    /// <summary>Sets all rows to the same text.</summary>
    internal void Fill(byte[] text, int count)
    {
        Reset(count);
        Bytes = text;
        Starts.AsSpan(0, count).Clear();
        Lengths.AsSpan(0, count).Fill(text.Length);
    }

    /// <summary>
    /// Starts computing texts from <paramref name="operand"/>. Set a text for every row in which it has a value.
    /// </summary>
    internal void StartOwn(Vector operand)
    {
        StartFrom(operand);
        UseOwn();
        Starts.AsSpan(0, Count).Clear();
        Lengths.AsSpan(0, Count).Clear();
    }

    /// <summary>
    /// Starts pointing rows into the bytes of <paramref name="operand"/>, through <see cref="Starts"/> and
    /// <see cref="Lengths"/>.
    /// </summary>
    internal void StartWithin(TextVector operand)
    {
        StartOwn(operand);
        Bytes = operand.Bytes;
    }

    /// <summary>The positions of a borrowed vector belong to the batch, which compacts them itself.</summary>
    internal override void Keep(ReadOnlySpan<int> rows)
    {
        if (!_borrowed)
        {
            Keep(Starts, rows);
            Keep(Lengths, rows);
        }
        base.Keep(rows);
    }

    private protected override void SetFrom(Vector source, int row) => Set(row, ((TextVector)source)[row]);

    private protected override void Reserve(int count)
    {
        base.Reserve(count);
        _ownStarts = Grown(_ownStarts, count);
        _ownLengths = Grown(_ownLengths, count);
    }

    private void UseOwn() =>
        (Bytes, Starts, Lengths, _used, _borrowed) = (_ownBytes, _ownStarts, _ownLengths, 0, false);
}
