namespace Pipeline.Core.Merging;

/// <summary>
/// How many partials are merged by how many. Up to <see cref="FanIn"/> partials go straight into the result; more are
/// first merged in groups, side by side. One round of groups is enough for 10,000 blocks.
/// </summary>
public static class MergeRounds
{
    /// <summary>Partials merged at once: well below the 1,024 open files of a Lambda function.</summary>
    public const int FanIn = 256;

    /// <returns>0 when no round is needed.</returns>
    public static int Groups(int partials) => partials <= FanIn ? 0 : (partials + FanIn - 1) / FanIn;

    public static IReadOnlyList<T> Group<T>(IReadOnlyList<T> partials, int group) =>
        [.. partials.Skip(group * FanIn).Take(FanIn)];
}
