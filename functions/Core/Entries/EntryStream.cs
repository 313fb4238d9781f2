namespace Pipeline.Core.Entries;

/// <summary>
/// A forward-only stream of entries, each a key and a value in bytes. Partials, spilled runs and merges of them are
/// all entry streams, so operations merge any number of entries in bounded memory. Keys compare as bytes
/// (<c>memcmp</c>).
/// </summary>
public abstract class EntryStream : IDisposable
{
    /// <summary>Moves to the next entry; false at the end.</summary>
    public abstract bool MoveNext();

    /// <summary>Key of the current entry; valid until the next <see cref="MoveNext"/>.</summary>
    public abstract ReadOnlySpan<byte> Key { get; }

    /// <summary>Value of the current entry; valid until the next <see cref="MoveNext"/>.</summary>
    public abstract ReadOnlySpan<byte> Value { get; }

    /// <summary>
    /// Returns a stream with the same entries that does as much as is useful on a thread of its own. Ownership of this
    /// stream passes to it.
    /// </summary>
    public virtual EntryStream OnBackgroundThread() => new PrefetchingStream(this);

    /// <summary>
    /// Returns the entries before equal keys are combined, for a caller that combines them itself. Call it before the
    /// first <see cref="MoveNext"/>. Read the returned stream instead of this one, but dispose this one.
    /// </summary>
    public virtual EntryStream Uncombined() => this;

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
