namespace Pipeline.Core.Steps;

/// <summary>
/// Decides how partials are merged. The partials of up to <see cref="FanIn"/> blocks are merged directly into the
/// result; those of more blocks are first merged in groups, in parallel. One round is enough for 10,000 blocks.
/// </summary>
public static class MergeRounds
{
    /// <summary>
    /// Blocks in a group, and thus max partials merged at once: well below Lambda's limit of 1,024 open files.
    /// </summary>
    public const int FanIn = 256;

    /// <returns>0 if no round is needed.</returns>
    public static int Groups(int blocks) => blocks <= FanIn ? 0 : (blocks + FanIn - 1) / FanIn;
}
