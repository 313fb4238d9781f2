using System.Collections.Concurrent;

namespace Pipeline.Operations.Models;

/// <summary>
/// The models of this process. Each is loaded once and shared by all blocks, jobs and invocations that use it. The
/// largest model and some others stay loaded when unused; the others are limited, so that memory stays near that of one
/// model.
/// </summary>
internal sealed class ModelCache(long maxBesideLargest = 32 << 20)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _loads = new(StringComparer.Ordinal);
    private long _uses;

    public static ModelCache Shared { get; } = new();

    /// <summary>The number of times that the model of a file was loaded.</summary>
    public int Loads(string path) => _loads.GetValueOrDefault(path);

    /// <summary>
    /// Returns the current model. Loads it if it is not in the cache or its file seems to have changed.
    /// </summary>
    public ModelLease Take(ModelFile file)
    {
        Entry entry;
        lock (_lock)
        {
            var look = LoadedModel.Look(file);
            if (!_entries.TryGetValue(file.FullPath, out entry!) || entry.Look != look)
            {
                if (entry is { Users: 0 })
                    entry.Drop();
                _entries[file.FullPath] = entry = new Entry(look, new Lazy<LoadedModel>(() => Load(file)));
            }
            entry.Users++;
            entry.LastUse = ++_uses;
            MakeRoom();
        }
        try
        {
            return new ModelLease(entry.Model.Value, () => GiveBack(file.FullPath, entry));
        }
        catch
        {
            // A Lazy caches its exception; the next caller must be able to try again.
            Forget(file.FullPath, entry);
            throw;
        }
    }

    private LoadedModel Load(ModelFile file)
    {
        _loads.AddOrUpdate(file.FullPath, 1, (_, times) => times + 1);
        return LoadedModel.Load(file);
    }

    private void GiveBack(string path, Entry entry)
    {
        lock (_lock)
        {
            entry.Users--;
            if (entry.Users == 0 && _entries.GetValueOrDefault(path) != entry)
                entry.Drop();
            MakeRoom();
        }
    }

    private void Forget(string path, Entry entry)
    {
        lock (_lock)
        {
            entry.Users--;
            if (_entries.GetValueOrDefault(path) == entry)
                _entries.Remove(path);
        }
    }

    /// <summary>Unloads unused models, the least recently used first.</summary>
    private void MakeRoom()
    {
        foreach (var (path, entry) in _entries
                .Where(entry => entry.Value.Users == 0)
                .OrderBy(entry => entry.Value.LastUse)
                .ToList())
        {
            if (_entries.Values.Sum(other => other.Look.Length) - _entries.Values.Max(other => other.Look.Length)
                <= maxBesideLargest)
                return;
            _entries.Remove(path);
            entry.Drop();
        }
    }

    /// <param name="look">The size and modification time of the loaded file.</param>
    private sealed class Entry((long Length, DateTime Modified) look, Lazy<LoadedModel> model)
    {
        public (long Length, DateTime Modified) Look => look;

        public Lazy<LoadedModel> Model => model;

        public int Users { get; set; }

        public long LastUse { get; set; }

        public void Drop() => model.Value.Dispose();
    }
}
