using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// Hashes keys for tables in memory. Each process has its own seed, so that no dataset can be crafted to collide.
/// Nothing that outlives the process may depend on a hash.
/// </summary>
internal readonly struct KeyHash
{
    private readonly ulong _seedA;
    private readonly ulong _seedB;

    private KeyHash(ulong seedA, ulong seedB) => (_seedA, _seedB) = (seedA, seedB);

    public static KeyHash OfThisProcess { get; } = new(Seed(), Seed());

    /// <summary>Most keys are short: one multiplication, folded, as in wyhash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Of(Vector128<byte> shortKey, int length)
    {
        var words = shortKey.AsUInt64();
        var high = Math.BigMul(words.ToScalar() ^ _seedA, words.GetElement(1) ^ _seedB ^ (ulong)length, out ulong low);
        return Fold(high ^ low);
    }

    /// <param name="key">Longer than <see cref="ShortKey.MaxBytes"/>.</param>
    public uint OfLong(ReadOnlySpan<byte> key) => Fold(XxHash3.HashToUInt64(key, (long)_seedA));

    private static uint Fold(ulong hash) => (uint)(hash >> 32 ^ hash);

    /// <summary>Odd, and never near zero, which the multiplication would not forgive.</summary>
    private static ulong Seed() =>
        BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1UL << 63 | 1;
}
