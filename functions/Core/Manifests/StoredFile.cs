namespace Pipeline.Core.Manifests;

/// <summary>A file that a step wrote, with what is needed to verify it when it is read.</summary>
/// <param name="Name">Path relative to the job's folder, with <c>/</c>.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Hash">XxHash128 of the file, in hex.</param>
public sealed record StoredFile(string Name, long Length, string Hash);
