namespace Pipeline.Core.Manifests;

/// <param name="File">Relative to the data root.</param>
/// <param name="Offset">Of the record's first byte in the file.</param>
/// <param name="Reason">One or more whole sentences: what was expected and what was found.</param>
public sealed record BadRecordInfo(string File, long Offset, string Reason);
