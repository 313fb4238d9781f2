namespace Pipeline.Core.Publishing;

/// <param name="Bytes">Size of the result file.</param>
/// <param name="Hash">XxHash128 of the result file, in hex.</param>
public sealed record PublishedResult(long Bytes, string Hash);
