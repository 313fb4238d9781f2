using System.Globalization;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Versions;

/// <summary>Whether a version becomes the latest, and why.</summary>
/// <param name="Why">A whole sentence.</param>
internal sealed record PublishDecision(bool Moves, string Why)
{
    /// <param name="measure">The name of the compared metric, where less is better.</param>
    /// <param name="existing">The metric of the latest version; null if it has none.</param>
    /// <param name="found">The metric of the new version; null if it has none.</param>
    public static PublishDecision Of(
        TrainSettings settings,
        string? based,
        string measure,
        double? existing,
        double? found)
    {
        switch (settings.Publish)
        {
            case PublishRule.Always:
                return new PublishDecision(true, "The request sets \"publish\" to \"always\".");
            case PublishRule.Never:
                return new PublishDecision(false, "The request sets \"publish\" to \"never\".");
        }
        if (based is null)
            return new PublishDecision(true, "It is the first version.");
        if (existing is null || found is null)
            return new PublishDecision(true, $"There are no held-out records to compare it with version {based}.");
        var max = existing.Value * (1 + settings.Tolerance);
        var moves = found.Value <= max;
        return new PublishDecision(
            moves,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Its {measure} is {found.Value:G6}, {(moves ? "not more" : "more")} than the {existing.Value:G6} of "
                    + $"version {based} plus {settings.Tolerance:P2}."));
    }
}
