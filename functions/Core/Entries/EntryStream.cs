namespace Pipeline.Core.Entries;

/// <summary>
/// A forward-only stream of entries: a key and a value, both bytes. Partials, spilled runs and merges of them are
/// all entry streams, so operations merge what they like in memory that does not grow with the number of entries.
/// Keys compare as bytes (<c>memcmp</c>).
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
    /// The same entries, made by a thread of its own as far as that is of use. Takes this stream over.
    /// </summary>
    public virtual EntryStream OnBackgroundThread() => new PrefetchingStream(this);

    /// <summary>
    /// The entries as they were before equal keys were combined, for who combines them while taking them. To be asked
    /// for before the first <see cref="MoveNext"/>, and read instead of this stream, which is still the one to dispose.
    /// </summary>
    public virtual EntryStream Uncombined() => this;

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
