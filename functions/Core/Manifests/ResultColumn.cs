using Pipeline.Core.Requests;

namespace Pipeline.Core.Manifests;

/// <summary>A column of a result file.</summary>
/// <param name="IsKey">Whether the column identifies the group of a row.</param>
public sealed record ResultColumn(string Name, ColumnKind Kind, bool IsKey = false);
