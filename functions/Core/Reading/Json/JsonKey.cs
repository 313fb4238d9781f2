using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// A key as it is written in a file: all bytes from the end of the value before it (or from the brace that opens the
/// object) to the first byte of its own value, with comma, spaces, quotes and colon. A place in a line that equals it
/// is known to be right without another look, and what usually follows on it is the first thing to look for.
/// </summary>
internal sealed class JsonKey
{
    /// <summary>Longer ones are not remembered.</summary>
    public const int MaxBytes = 64;

    private readonly Vector512<byte> _written;

    /// <param name="child">The paths asked for that go on with this key; null if there are none.</param>
    public JsonKey(ReadOnlySpan<byte> written, JsonPathTree? child)
    {
        Span<byte> padded = stackalloc byte[MaxBytes];
        padded.Clear();
        written[..Math.Min(written.Length, MaxBytes)].CopyTo(padded);
        _written = MemoryMarshal.Read<Vector512<byte>>(padded);
        Length = written.Length;
        Mask = Length >= MaxBytes ? ulong.MaxValue : (1UL << Length) - 1;
        Child = child;
    }

    /// <summary>The first of the <see cref="MaxBytes"/> bytes.</summary>
    public ref byte Written => ref Unsafe.As<Vector512<byte>, byte>(ref Unsafe.AsRef(in _written));

    public int Length { get; }

    /// <summary>A bit for each byte that counts.</summary>
    public ulong Mask { get; }

    public JsonPathTree? Child { get; }

    /// <summary>Whether the bytes are this key's. There are <see cref="MaxBytes"/> to read, even if it is shorter.</summary>
    public bool IsAt(ref byte bytes) => MemoryMarshal.CreateReadOnlySpan(ref bytes, Length)
        .SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref Written, Length));

    /// <summary>The key that followed last time; null if none ever did.</summary>
    public JsonKey? Next { get; set; }
}
