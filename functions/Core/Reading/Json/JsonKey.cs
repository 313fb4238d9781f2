using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// A key exactly as written in a file: all bytes from the end of the previous value (or the opening brace) to the first
/// byte of its own value, including comma, spaces, quotes and colon. Bytes that equal a known key need no further
/// parsing. Each key remembers the key that followed it, which the walker tries first.
/// </summary>
internal sealed class JsonKey
{
    /// <summary>Max length of keys that are cached.</summary>
    public const int MaxBytes = 64;

    private readonly Vector512<byte> _written;

    /// <param name="child">The requested paths that continue with this key; null if there are none.</param>
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

    /// <summary>The first of <see cref="MaxBytes"/> bytes, padded with zeros.</summary>
    public ref byte Written => ref Unsafe.As<Vector512<byte>, byte>(ref Unsafe.AsRef(in _written));

    public int Length { get; }

    /// <summary>A mask with one bit per byte of the key.</summary>
    public ulong Mask { get; }

    public JsonPathTree? Child { get; }

    /// <summary>Whether the bytes equal this key.</summary>
    public bool IsAt(ref byte bytes) => MemoryMarshal.CreateReadOnlySpan(ref bytes, Length)
        .SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref Written, Length));

    /// <summary>The key that followed this one last time; null if none has.</summary>
    public JsonKey? Next { get; set; }
}
