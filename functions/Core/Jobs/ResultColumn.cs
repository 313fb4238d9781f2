namespace Pipeline.Core.Jobs;

/// <summary>A column of a result file.</summary>
public sealed record ResultColumn(string Name, ColumnKind Kind);
