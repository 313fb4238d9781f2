namespace Pipeline.Core.Reading.Batches;

/// <param name="Offset">Of the record's first byte in the file.</param>
/// <param name="Reason">One or more whole sentences: what was expected and what was found.</param>
/// <param name="FileOrder">Puts the records of several files in the order in which the files are read.</param>
public readonly record struct BadRecord(string File, long Offset, string Reason, int FileOrder);
