namespace Pipeline.Core.Requests;

/// <summary>A path or glob of a dataset, with its dates filled in.</summary>
/// <param name="Origin">
/// The path as the request has it, and the time that was filled in; null for a path without dates.
/// </param>
public sealed record DatasetPath(string Path, string? Origin = null)
{
    /// <summary><c>"sales/2026-11-25/*.csv" (sales/{date-1d:yyyy-MM-dd}/*.csv at 2026-11-26 03:00 UTC)</c></summary>
    public override string ToString() => Origin is null ? $"\"{Path}\"" : $"\"{Path}\" ({Origin})";
}
