namespace Pipeline.Local.Serving;

/// <summary><c>GET /datasets</c>: files under the data root that a job could read.</summary>
internal sealed record DatasetList(IReadOnlyList<DatasetListItem> Files);

/// <param name="Path">Relative to the data root.</param>
internal sealed record DatasetListItem(string Path, long Bytes);
