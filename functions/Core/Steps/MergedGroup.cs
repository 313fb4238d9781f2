using Pipeline.Core.Manifests;

namespace Pipeline.Core.Steps;

/// <param name="File">The merged partial of a group of blocks.</param>
/// <param name="Partials">How many partials were merged. A late attempt may still put the receipt of a failed block;
/// the group then has more partials than were merged, and is merged again.</param>
public sealed record MergedGroup(StoredFile File, int Partials);
