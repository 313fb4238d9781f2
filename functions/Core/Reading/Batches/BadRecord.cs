namespace Pipeline.Core.Reading.Batches;

/// <summary>A record that does not match the format or the operation.</summary>
/// <param name="Offset">Offset in the file of the record's first byte.</param>
/// <param name="Reason">One or more complete sentences: what was expected and what was found.</param>
/// <param name="FileOrder">Position of the file in reading order.</param>
public readonly record struct BadRecord(string File, long Offset, string Reason, int FileOrder);
