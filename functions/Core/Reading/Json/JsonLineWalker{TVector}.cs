using System.Runtime.CompilerServices;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// Walks over lines of JSON from value to value, with vectors of one width. It predicts the next key from the previous
/// line, which takes one comparison, and finds the ends of strings and numbers without testing each byte.
/// </summary>
/// <remarks>
/// Every line that is read is completely valid JSON: skipped values are validated with the same grammar as requested
/// ones. The only things not validated in skipped values are UTF-8 and surrogate pairs;
/// <see cref="JsonLineReference"/> does not validate them either.
/// </remarks>
internal sealed class JsonLineWalker<TVector>(JsonPathTree paths, JsonLineValues values, int maxRecords)
    : JsonLineWalker
    where TVector : IByteVector
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Take(RecordBatch batch, RangeBuffer buffer, int next, long rangeEnd)
    {
        var bytes = buffer.Bytes;
        bytes[buffer.Length] = (byte)'\n';
        var stop = (int)Math.Min(rangeEnd - buffer.Offset, buffer.Length);
        values.StartBatch(batch);
        while (next < stop && batch.Count < maxRecords)
        {
            values.StartLine(batch.Count);
            ref var newline = ref TakeLine(ref bytes[0], ref bytes[next]);
            if (Unsafe.IsNullRef(ref newline)) break;
            var end = (int)Unsafe.ByteOffset(ref bytes[0], ref newline);
            var isWhole = end < buffer.Length || buffer.AtEndOfFile;
            if (!isWhole || !values.TryFinishLine(bytes)) break;
            batch.Offsets[batch.Count++] = buffer.Offset + next;
            next = Math.Min(end + 1, buffer.Length);
        }
        return next;
    }

    /// <summary>Reads from the first byte of a line to its newline.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte TakeLine(ref byte bytes, ref byte at)
    {
        at = ref JsonTokens<TVector>.SkipSpace(ref at);
        if (at != '{') return ref Unsafe.NullRef<byte>();
        at = ref TakeObject(ref bytes, ref at, paths, depth: 1);
        if (Unsafe.IsNullRef(ref at)) return ref at;
        at = ref JsonTokens<TVector>.SkipSpace(ref at);
        if (at != '\n') return ref Unsafe.NullRef<byte>();
        return ref at;
    }

    /// <param name="at">The opening brace.</param>
    /// <param name="depth">Nesting depth of the object's values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ref byte TakeObject(ref byte bytes, ref byte at, JsonPathTree scope, int depth)
    {
        var previous = scope.Keys.Opening;
        at = ref Unsafe.Add(ref at, 1);
        while (true)
        {
            var key = previous.Next;
            if (key is null || !IsAt(ref at, key))
            {
                ref var end = ref JsonTokens<TVector>.SkipSpace(ref at);
                if (end == '}') return ref Unsafe.Add(ref end, 1);
                key = Learn(ref at, scope, previous);
                if (key is null) return ref Unsafe.NullRef<byte>();
            }
            previous = key;
            at = ref Unsafe.Add(ref at, key.Length);
            // Handles the most common kinds of values without a call.
            if (key.Child is not null)
                at = ref TakeValue(ref bytes, ref JsonTokens<TVector>.SkipSpace(ref at), key.Child, depth);
            else if (at == '"')
                at = ref JsonTokens<TVector>.SkipText(ref at, out _);
            else if (at is >= (byte)'1' and <= (byte)'9')
                at = ref JsonScalars.Skip(ref at);
            else
                at = ref JsonTokens<TVector>.SkipValue(ref JsonTokens<TVector>.SkipSpace(ref at), depth);
            if (Unsafe.IsNullRef(ref at)) return ref at;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAt(ref byte at, JsonKey key) =>
        (key.Mask & ~TVector.Equal(ref at, ref key.Written)) == 0 || (key.Length > TVector.Width && key.IsAt(ref at));

    /// <summary>Parses a key that was not predicted; null if there is no valid key or if it has escapes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static JsonKey? Learn(ref byte start, JsonPathTree scope, JsonKey previous)
    {
        ref var at = ref JsonTokens<TVector>.SkipSpace(ref start);
        if (previous != scope.Keys.Opening)
        {
            if (at != ',') return null;
            at = ref JsonTokens<TVector>.SkipSpace(ref Unsafe.Add(ref at, 1));
        }
        if (at != '"') return null;
        ref var name = ref Unsafe.Add(ref at, 1);
        at = ref JsonTokens<TVector>.SkipText(ref at, out var hasEscapes);
        if (Unsafe.IsNullRef(ref at) || hasEscapes) return null;
        var nameLength = (int)Unsafe.ByteOffset(ref name, ref at) - 1;
        at = ref JsonTokens<TVector>.SkipSpace(ref at);
        if (at != ':') return null;
        at = ref JsonTokens<TVector>.SkipSpace(ref Unsafe.Add(ref at, 1));

        var length = (int)Unsafe.ByteOffset(ref start, ref at);
        var key = scope.Keys.Find(ref start, length, ref name, nameLength);
        if (length <= JsonKey.MaxBytes)
            previous.Next = key;
        return key;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ref byte TakeValue(ref byte bytes, ref byte start, JsonPathTree path, int depth)
    {
        var offset = (int)Unsafe.ByteOffset(ref bytes, ref start);
        var first = start;
        ref var at = ref start;
        if (first == '"')
        {
            at = ref JsonTokens<TVector>.SkipText(ref at, out var hasEscapes);
            if (Unsafe.IsNullRef(ref at)) return ref at;
            var length = (int)Unsafe.ByteOffset(ref start, ref at) - 2;
            values.Note(
                path.Column,
                offset + 1,
                length,
                hasEscapes || !JsonTokens<TVector>.IsAscii(ref Unsafe.Add(ref start, 1), length));
            return ref at;
        }
        if (first != '{' || !path.HasChildren)
            at = ref JsonTokens<TVector>.SkipValue(ref at, depth);
        else if (depth < JsonTokens<TVector>.MaxDepth)
            at = ref TakeObject(ref bytes, ref at, path, depth + 1);
        else
            at = ref Unsafe.NullRef<byte>();
        if (!Unsafe.IsNullRef(ref at))
            values.Note(
                path.Column,
                offset,
                first == 'n' ? FieldColumn.Null : (int)Unsafe.ByteOffset(ref start, ref at),
                isSpecial: false);
        return ref at;
    }
}
