using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// A cache of the keys recently seen in the objects at one node of the path tree. Its size is bounded, and new keys
/// evict old ones, because keys can be data themselves, such as customer numbers.
/// </summary>
internal sealed class JsonKeys(JsonPathTree scope)
{
    private const int SlotBits = 9;
    private const int Tries = 4;

    private JsonKey?[] _slots = [];

    /// <summary>A pseudo-key for the opening brace of an object.</summary>
    public JsonKey Opening { get; } = new([], null);

    /// <summary>Returns the key, and caches it if it is not too long.</summary>
    /// <param name="written">The first byte of the key as defined by <see cref="JsonKey"/>.</param>
    /// <param name="length">Length of the key in bytes.</param>
    /// <param name="name">The first byte of the name, which must not contain escapes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public JsonKey Find(ref byte written, int length, ref byte name, int nameLength)
    {
        if (_slots.Length == 0)
            _slots = new JsonKey?[1 << SlotBits];
        var hash = Hash(ref name, nameLength);
        for (var i = 0; length <= JsonKey.MaxBytes; i++)
        {
            ref var slot = ref _slots[(hash + i) & (_slots.Length - 1)];
            if (slot is not null && slot.Length == length && slot.IsAt(ref written)) return slot;
            if (slot is null || i == Tries - 1) return slot = Make(ref written, length, ref name, nameLength);
        }
        return Make(ref written, length, ref name, nameLength);
    }

    private JsonKey Make(ref byte written, int length, ref byte name, int nameLength) => new(
        MemoryMarshal.CreateReadOnlySpan(ref written, length),
        scope.Child(MemoryMarshal.CreateReadOnlySpan(ref name, nameLength)));

    /// <summary>Hashes the first and last eight bytes of a name. At least eight bytes must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ref byte name, int length)
    {
        var first = Unsafe.ReadUnaligned<ulong>(ref name);
        var last = 0UL;
        if (length >= sizeof(ulong))
            last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref name, length - sizeof(ulong)));
        else
            first &= (1UL << (length * 8)) - 1;
        var hash = (first * 0x9E3779B97F4A7C15) + ((last + (uint)length) * 0xC2B2AE3D27D4EB4F);
        return (int)(hash >> (64 - SlotBits));
    }
}
