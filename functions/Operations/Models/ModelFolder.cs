using Pipeline.Core.Datasets;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Models;

/// <summary>
/// <c>models/&lt;name&gt;/</c> under the data root: a folder for each version, named by the job that made it, and the
/// file <c>latest</c> with the name of the version to use.
/// <para>
/// Which version followed which is told by folders <c>after/&lt;version&gt;/</c>, each with the name of its successor.
/// Such a folder gets its name by one rename, which fails where there is one already, on network file systems too:
/// so of two jobs that improve one version only one can be its successor. <c>latest</c> is the end of that chain,
/// written again by the next process if one died in between.
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

    /// <summary>Stands for no version at all; no id of a job begins with a point.</summary>
    private const string NoVersion = ".none";

    public string Model => model;

    private string Full { get; } = Path.Combine(root.FullPath, DataRoot.ModelsFolder, model);

    /// <summary>Letters, digits, <c>-</c> and <c>_</c>, as in a job's id.</summary>
    public static bool IsName(string name) => JobId.IsValid(name);

    /// <summary>Whether a version could be named so: <c>latest</c> and <c>after</c> are taken.</summary>
    public static bool IsVersion(string version) => JobId.IsValid(version) && version is not (LatestName or AfterName);

    public string VersionPath(string version) => Path.Combine(Full, version);

    /// <summary>Path of a version's file from the data root, with <c>/</c>.</summary>
    public string RelativePath(string version, string file) => $"{DataRoot.ModelsFolder}/{model}/{version}/{file}";

    public bool Has(string version) => File.Exists(Path.Combine(VersionPath(version), LineageName));

    /// <returns>Null when no version was ever the latest.</returns>
    public string? Latest()
    {
        var path = Path.Combine(Full, LatestName);
        var version = Read(path) ?? NoVersion;
        while (Successor(version) is { } next)
            version = next;
        return version == NoVersion ? null : version;
    }

    /// <summary>
    /// Gives a version that lies complete in a folder its name. Done again, it finds its equal and changes nothing.
    /// </summary>
    /// <exception cref="ModelConflictException">There is such a version, and it is another one.</exception>
    public void Publish(string folder, string version)
    {
        Directory.CreateDirectory(Full);
        if (TryMove(folder, VersionPath(version))) return;
        foreach (var file in Directory.GetFiles(folder))
        {
            var standing = Path.Combine(VersionPath(version), Path.GetFileName(file));
            if (!File.Exists(standing) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(standing)))
                throw ModelConflictException.Taken(model, version);
        }
    }

    /// <summary>Makes a published version the latest, if what was the latest when its job looked still is.</summary>
    /// <param name="based">The version that was the latest; null when there was none.</param>
    /// <param name="scratch">A folder on the same file system that does not exist.</param>
    /// <exception cref="ModelConflictException">Another version was first; this one is taken back.</exception>
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

    /// <returns>False if the target is there.</returns>
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
