using Pipeline.Core.Manifests;

namespace Pipeline.Local.Serving;

/// <summary>
/// Lets one server at a time run the jobs of one file of manifests: a second would run each of them once more beside
/// the first. The end of the process, however it comes, ends it.
/// </summary>
internal sealed class ServerLock : IDisposable
{
    private readonly FileStream _file;

    /// <param name="manifests">Path of the manifests, whose folder is there.</param>
    /// <exception cref="ManifestStoreException">Another server has it.</exception>
    public ServerLock(string manifests)
    {
        try
        {
            // It stays: whoever removed it might remove that of the next server.
            _file = new FileStream($"{manifests}.server", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException error) when (File.Exists($"{manifests}.server"))
        {
            throw new ManifestStoreException($"{manifests}: another pipeline serve runs the jobs in it. Use that one, end it, or name another file with --manifests.", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
