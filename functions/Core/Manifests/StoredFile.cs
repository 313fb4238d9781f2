namespace Pipeline.Core.Manifests;

/// <summary>The file that a worker left, as it must be found when it is merged.</summary>
/// <param name="Name">Relative to the job's folder, with <c>/</c>.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Hash">XxHash128 of the file, in hex.</param>
public sealed record StoredFile(string Name, long Length, string Hash);
