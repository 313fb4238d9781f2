using Pipeline.Core.Datasets;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Models;

/// <summary>
/// <c>models/&lt;name&gt;/</c> under the data root: a folder for each version, named after the job that created it, and
/// the file <c>latest</c> with the name of the version to use.
/// <para>
/// Folders <c>after/&lt;version&gt;/</c> record the order of versions: each contains the name of the version's
/// successor. Such a folder is created by a rename, which fails if the folder already exists, on network file systems
/// too: if two jobs improve the same version, only one can become its successor. <c>latest</c> is the end of that
/// chain. If a process dies before it writes <c>latest</c>, the next one writes it.
/// </para>
/// </summary>
internal sealed class ModelFolder(DataRoot root, string model)
{
    public const string OnnxName = "model.onnx";
    public const string StateName = "state";
    public const string MetricsName = "metrics.json";
    public const string LineageName = "lineage.json";

    private const string LatestName = "latest";
    private const string AfterName = "after";
    private const string VersionName = "version";

    /// <summary>The predecessor of the first version; a job's id never begins with a dot.</summary>
    private const string NoVersion = ".none";

    public string Model => model;

    private string Full { get; } = Path.Combine(root.FullPath, DataRoot.ModelsFolder, model);

    /// <summary>Letters, digits, <c>-</c> and <c>_</c>, as in a job's id.</summary>
    public static bool IsName(string name) => JobId.IsValid(name);

    /// <summary>Whether the name is valid for a version: <c>latest</c> and <c>after</c> are reserved.</summary>
    public static bool IsVersion(string version) => JobId.IsValid(version) && version is not (LatestName or AfterName);

    public string VersionPath(string version) => Path.Combine(Full, version);

    /// <summary>The path of a version's file from the data root, with <c>/</c>.</summary>
    public string RelativePath(string version, string file) => $"{DataRoot.ModelsFolder}/{model}/{version}/{file}";

    public bool Has(string version) => File.Exists(Path.Combine(VersionPath(version), LineageName));

    /// <returns>Null if there has never been a latest version.</returns>
    public string? Latest()
    {
        var path = Path.Combine(Full, LatestName);
        var version = Read(path) ?? NoVersion;
        while (Successor(version) is { } next)
            version = next;
        return version == NoVersion ? null : version;
    }

    /// <summary>
    /// Publishes a complete version from a folder. Idempotent: if the same version is already published, nothing
    /// changes.
    /// </summary>
    /// <exception cref="ModelConflictException">A different version of this name is already published.</exception>
    public void Publish(string folder, string version)
    {
        Directory.CreateDirectory(Full);
        if (TryMove(folder, VersionPath(version))) return;
        foreach (var file in Directory.GetFiles(folder))
        {
            var existing = Path.Combine(VersionPath(version), Path.GetFileName(file));
            if (!File.Exists(existing) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(existing)))
                throw ModelConflictException.Taken(model, version);
        }
    }

    /// <summary>
    /// Makes a published version the latest, unless the latest version has changed since its job read it.
    /// </summary>
    /// <param name="based">The version that was the latest; null if there was none.</param>
    /// <param name="scratch">A path on the same file system where no folder exists.</param>
    /// <exception cref="ModelConflictException">Another version was first; this version is removed.</exception>
    public void Move(string? based, string version, string scratch)
    {
        var after = Path.Combine(Full, AfterName, based ?? NoVersion);
        Directory.CreateDirectory(Path.GetDirectoryName(after)!);
        Directory.CreateDirectory(scratch);
        Write(Path.Combine(scratch, VersionName), version);
        if (!TryMove(scratch, after))
        {
            Directory.Delete(scratch, recursive: true);
            var winner = Successor(based ?? NoVersion);
            if (winner is not null && winner != version)
            {
                Directory.Move(VersionPath(version), scratch);
                Directory.Delete(scratch, recursive: true);
                throw ModelConflictException.Followed(model, version, based, winner);
            }
        }
        var temporary = Path.Combine(Full, $"{LatestName}.{Guid.NewGuid():n}.tmp");
        Write(temporary, Latest()!);
        File.Move(temporary, Path.Combine(Full, LatestName), overwrite: true);
    }

    private string? Successor(string version) => Read(Path.Combine(Full, AfterName, version, VersionName));

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void Write(string path, string version)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(System.Text.Encoding.ASCII.GetBytes($"{version}\n"));
        file.Flush(flushToDisk: true);
    }

    /// <returns>False if the target exists.</returns>
    private static bool TryMove(string folder, string target)
    {
        try
        {
            Directory.Move(folder, target);
            return true;
        }
        catch (IOException) when (Directory.Exists(target))
        {
            return false;
        }
    }
}
