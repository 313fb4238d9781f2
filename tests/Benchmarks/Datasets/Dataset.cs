namespace Pipeline.Benchmarks.Datasets;

/// <summary>A file that the work is done on.</summary>
/// <param name="Name">Relative to the folder of all datasets.</param>
internal sealed record Dataset(string Folder, string Name, long Rows)
{
    public string Path { get; } = System.IO.Path.Combine(Folder, Name);

    public long Bytes => new FileInfo(Path).Length;
}
