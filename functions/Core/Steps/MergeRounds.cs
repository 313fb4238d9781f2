namespace Pipeline.Core.Steps;

/// <summary>
/// How many blocks' partials are merged by how many. Those of up to <see cref="FanIn"/> blocks go straight into the
/// result; more are first merged in groups, side by side. One round of groups is enough for 10,000 blocks.
/// </summary>
public static class MergeRounds
{
    /// <summary>Blocks in a group, and so most partials merged at once: well below the 1,024 open files of a Lambda function.</summary>
    public const int FanIn = 256;

    /// <returns>0 when no round is needed.</returns>
    public static int Groups(int blocks) => blocks <= FanIn ? 0 : (blocks + FanIn - 1) / FanIn;
}
