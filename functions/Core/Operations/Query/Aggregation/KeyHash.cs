using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pipeline.Core.Operations.Query.Aggregation;

/// <summary>Hashes keys for tables in memory. Seeded anew in each process, so that no dataset can be made to collide; nothing that outlives the process may depend on it.</summary>
internal static class KeyHash
{
    private static readonly ulong SeedA = Seed();
    private static readonly ulong SeedB = Seed();

    public static uint Of(ReadOnlySpan<byte> key)
    {
        // Most keys are short. Two overlapping reads and one multiplication, folded, as in wyhash.
        ref var first = ref MemoryMarshal.GetReference(key);
        var length = key.Length;
        ulong a, b;
        switch (length)
        {
            case > 16:
                a = XxHash3.HashToUInt64(key, (long)SeedA);
                return (uint)(a >> 32);
            case >= 8:
                a = Unsafe.ReadUnaligned<ulong>(ref first);
                b = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, length - 8));
                break;
            case >= 4:
                a = Unsafe.ReadUnaligned<uint>(ref first);
                b = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - 4));
                break;
            case > 0:
                a = (uint)(first << 16 | Unsafe.Add(ref first, length >> 1) << 8 | Unsafe.Add(ref first, length - 1));
                b = 0;
                break;
            default:
                a = b = 0;
                break;
        }
        var high = Math.BigMul(a ^ SeedA, b ^ SeedB ^ (ulong)length, out ulong low);
        return (uint)((high ^ low) >> 32 ^ high ^ low);
    }

    /// <summary>Odd, and never near zero, which the multiplication would not forgive.</summary>
    private static ulong Seed() => (ulong)Random.Shared.NextInt64() | 1UL << 63 | 1;
}
