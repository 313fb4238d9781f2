using System.Collections.Concurrent;

namespace Pipeline.Core.Operations.Models;

/// <summary>
/// The models of this process: each is loaded once and shared by all blocks, jobs and invocations that use it. The one
/// used last is kept; of others, those in use.
/// </summary>
internal sealed class ModelCache
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private string _last = "";
    private readonly ConcurrentDictionary<string, int> _loads = new(StringComparer.Ordinal);

    public static ModelCache Shared { get; } = new();

    /// <summary>How often the model of a file was loaded.</summary>
    public int Loads(string path) => _loads.GetValueOrDefault(path);

    /// <summary>Takes the model as it is now; loads it if it is not here, or its file looks changed.</summary>
    public ModelLease Take(ModelFile file)
    {
        Entry entry;
        lock (_lock)
        {
            var look = LoadedModel.Look(file.FullPath);
            var key = $"{file.FullPath}\n{look.Length}\n{look.Modified.Ticks}";
            if (!_entries.TryGetValue(key, out entry!))
                _entries[key] = entry = new Entry(key, new Lazy<LoadedModel>(() => Load(file)));
            entry.Users++;
            _last = key;
            Clean();
        }
        try
        {
            return new ModelLease(entry.Model.Value, () => GiveBack(entry));
        }
        catch
        {
            // A lazy value remembers that it failed; the next who asks shall try again.
            Forget(entry);
            throw;
        }
    }

    private LoadedModel Load(ModelFile file)
    {
        _loads.AddOrUpdate(file.FullPath, 1, (_, times) => times + 1);
        return LoadedModel.Load(file.Path, file.FullPath);
    }

    private void GiveBack(Entry entry)
    {
        lock (_lock)
        {
            entry.Users--;
            Clean();
        }
    }

    private void Forget(Entry entry)
    {
        lock (_lock)
        {
            entry.Users--;
            if (_entries.GetValueOrDefault(entry.Key) == entry)
                _entries.Remove(entry.Key);
        }
    }

    private void Clean()
    {
        foreach (var entry in _entries.Values.Where(entry => entry.Users == 0 && entry.Key != _last).ToList())
        {
            _entries.Remove(entry.Key);
            entry.Model.Value.Dispose();
        }
    }

    private sealed class Entry(string key, Lazy<LoadedModel> model)
    {
        public string Key { get; } = key;

        public Lazy<LoadedModel> Model { get; } = model;

        public int Users { get; set; }
    }
}

/// <summary>A model that stays in memory until this is given back.</summary>
internal sealed class ModelLease(LoadedModel model, Action giveBack) : IDisposable
{
    private Action? _giveBack = giveBack;

    public LoadedModel Model { get; } = model;

    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
