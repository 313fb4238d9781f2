using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Core.Buffers;

/// <summary>
/// Keeps what one block needed for the next: large arrays that every block allocates anew are garbage that stays
/// beside the memory in use. There are never more than were in use at once.
/// </summary>
internal sealed class ObjectPool<T>
{
    private readonly ConcurrentBag<T> _idle = [];

    /// <summary>Takes one that was given back, as it was then; false if there is none.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item) => _idle.TryTake(out item);

    public void GiveBack(T item) => _idle.Add(item);
}
