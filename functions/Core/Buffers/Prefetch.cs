using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pipeline.Core.Buffers;

/// <summary>Has memory brought before it is needed, where the processor can be asked to.</summary>
internal static class Prefetch
{
    public static unsafe void Read<T>(ref T place)
    {
        // Only a hint: a place that the collector moves meanwhile is merely not the one.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }
}
