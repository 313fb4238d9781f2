using Pipeline.Core.Manifests;

namespace Pipeline.Core.Steps;

/// <param name="File">The partials of a group of blocks, merged into one.</param>
/// <param name="Partials">How many they were. A block that was given up may get its receipt late, from an attempt that
/// nobody waited for any more: then the group has more than were merged, and is merged again.</param>
public sealed record MergedGroup(StoredFile File, int Partials);
