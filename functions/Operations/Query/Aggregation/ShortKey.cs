using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>A key of at most 16 bytes in one register, padded with zeros: hashed and compared without a loop.</summary>
internal static class ShortKey
{
    public const int MaxBytes = 16;

    /// <summary>From index 16 - n: n bytes of ones, then zeros.</summary>
    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <param name="key">16 bytes are read from here, regardless of the length.</param>
    /// <param name="length">0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load(ref byte key, int length) =>
        Vector128.LoadUnsafe(ref key)
        & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(MaxBytes - length));

    /// <summary>The same for a span, without reading beyond its end.</summary>
    public static Vector128<byte> Copy(ReadOnlySpan<byte> key)
    {
        Span<byte> copy = stackalloc byte[MaxBytes];
        copy.Clear();
        key.CopyTo(copy);
        return Vector128.Create<byte>(copy);
    }
}
