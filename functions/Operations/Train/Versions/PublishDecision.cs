using System.Globalization;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Versions;

/// <summary>Whether a version becomes the latest, and why.</summary>
/// <param name="Why">A whole sentence.</param>
internal sealed record PublishDecision(bool Moves, string Why)
{
    /// <param name="measure">Name of what is compared, of which less is better.</param>
    /// <param name="standing">Of the latest version; null if it has none.</param>
    /// <param name="found">Of the new version; null if it has none.</param>
    public static PublishDecision Of(
        TrainSettings settings,
        string? based,
        string measure,
        double? standing,
        double? found)
    {
        switch (settings.Publish)
        {
            case PublishRule.Always:
                return new PublishDecision(true, "The request says always.");
            case PublishRule.Never:
                return new PublishDecision(false, "The request says never.");
        }
        if (based is null)
            return new PublishDecision(true, "It is the first version.");
        if (standing is null || found is null)
            return new PublishDecision(true, $"No record is held out to compare it with version {based} by.");
        var most = standing.Value * (1 + settings.Tolerance);
        var moves = found.Value <= most;
        return new PublishDecision(
            moves,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Its {measure} is {found.Value:G6}, {(moves ? "not more" : "more")} than the {standing.Value:G6} of "
                    + $"version {based} and {settings.Tolerance:P2}."));
    }
}
