namespace Pipeline.Core.Requests;

/// <summary>A path or glob of a dataset as files are looked for by it.</summary>
/// <param name="Path">With its dates filled in.</param>
/// <param name="Origin">What the request says instead and the time that was filled in; null where the request has no
/// date.</param>
public sealed record DatasetPath(string Path, string? Origin = null)
{
    /// <summary><c>"sales/2026-11-25/*.csv" (sales/{date-1d:yyyy-MM-dd}/*.csv at 2026-11-26 03:00 UTC)</c></summary>
    public override string ToString() => Origin is null ? $"\"{Path}\"" : $"\"{Path}\" ({Origin})";
}
