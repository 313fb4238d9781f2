using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace Pipeline.Core.Sketches;

/// <summary>
/// Hashes values to 64 bits. Hashes are identical in every process, so that sketches can be merged; sketches treat
/// values with equal hashes as equal. Short values, which are most, take two folded multiplications as in wyhash.
/// </summary>
internal static class ValueHash
{
    private const int MaxShortBytes = 16;

    private const ulong SeedA = 0xA0761D6478BD642F;
    private const ulong SeedB = 0xE7037ED1A0B428DB;
    private const ulong SeedC = 0x8EBC6AF09C88C6E3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> value)
    {
        ulong low, high = 0;
        switch (value.Length)
        {
            case > MaxShortBytes:
                return XxHash3.HashToUInt64(value, seed: 0);
            case >= 8:
                low = BinaryPrimitives.ReadUInt64LittleEndian(value);
                high = BinaryPrimitives.ReadUInt64LittleEndian(value[^8..]);
                break;
            case >= 4:
                low =
                    (ulong)BinaryPrimitives.ReadUInt32LittleEndian(value) << 32
                    | BinaryPrimitives.ReadUInt32LittleEndian(value[^4..]);
                break;
            case > 0:
                low = (ulong)value[0] << 16 | (ulong)value[value.Length >> 1] << 8 | value[^1];
                break;
            default:
                low = 0;
                break;
        }
        return Fold(Fold(low ^ SeedA ^ (ulong)value.Length << 56, high ^ SeedB) ^ SeedC, SeedB ^ (ulong)value.Length);
    }

    /// <summary>Hashes the number <c>units x 10^-scale</c>, which must be in canonical form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(long units, int scale) =>
        Fold(Fold((ulong)units ^ SeedA, SeedB + (ulong)scale) ^ SeedC, SeedB);

    /// <summary>Hashes a position in a dataset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfPlace(ulong file, long offset) =>
        Fold(Fold((ulong)offset ^ SeedA, file ^ SeedB) ^ SeedC, SeedA);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
