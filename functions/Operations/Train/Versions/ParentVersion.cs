using Pipeline.Core.Errors;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Versions;

/// <summary>The version that a job continues from, determined once per job.</summary>
/// <param name="Parent">The version to continue from; null for none.</param>
/// <param name="Based">The latest version, which the new version may succeed; null for none.</param>
internal sealed record ParentVersion(string? Parent, string? Based)
{
    /// <summary>
    /// Finds the parent version. If an earlier attempt of the job has published its version, returns the parent of that
    /// version.
    /// </summary>
    /// <exception cref="InvalidRequestException">
    /// The requested version does not exist, or an existing version does not match the settings.
    /// </exception>
    public static ParentVersion Find(ModelFolder models, TrainSettings settings, string? version)
    {
        if (version is not null && models.Has(version))
        {
            var own = Lineage.Read(models, version, "operation.from");
            return new ParentVersion(own.Parent, own.Based);
        }
        var based = models.Latest();
        var parent = settings.From == TrainSettings.LatestVersion ? based : settings.From;
        if (based is not null)
            Lineage.Read(models, based, "operation.model").RequireFit(settings, goesOn: false);
        if (parent is not null)
            Lineage.Read(models, parent, "operation.from").RequireFit(settings, goesOn: true);
        return new ParentVersion(parent, based);
    }
}
