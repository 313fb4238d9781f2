namespace Pipeline.Core.Manifests;

/// <param name="File">Path relative to the data root.</param>
/// <param name="Offset">Offset of the record's first byte in the file.</param>
/// <param name="Reason">What was expected and what was found, in complete sentences.</param>
public sealed record BadRecordInfo(string File, long Offset, string Reason);
