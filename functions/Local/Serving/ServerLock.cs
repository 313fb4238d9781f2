using Pipeline.Core.Manifests;

namespace Pipeline.Local.Serving;

/// <summary>
/// Ensures that only one server at a time runs the jobs of a manifest file; a second one would run every job again.
/// The operating system releases the lock when the process ends, even if it crashes.
/// </summary>
internal sealed class ServerLock : IDisposable
{
    private readonly FileStream _file;

    /// <param name="manifests">Path of the manifest file, in an existing folder.</param>
    /// <exception cref="ManifestStoreException">Another server holds the lock.</exception>
    public ServerLock(string manifests)
    {
        try
        {
            // Never deleted: deleting it could remove the lock that the next server has just taken.
            _file = new FileStream($"{manifests}.server", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException error) when (File.Exists($"{manifests}.server"))
        {
            throw new ManifestStoreException(
                $"{manifests}: another pipeline serve is running its jobs. "
                + "Use that server, stop it, or name another file with --manifests.",
                error);
        }
    }

    public void Dispose() => _file.Dispose();
}
