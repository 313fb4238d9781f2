using Pipeline.Core.Requests;

namespace Pipeline.Core.Manifests;

/// <summary>A column of a result file.</summary>
/// <param name="IsKey">Whether it tells the groups apart whose rows they are.</param>
public sealed record ResultColumn(string Name, ColumnKind Kind, bool IsKey = false);
