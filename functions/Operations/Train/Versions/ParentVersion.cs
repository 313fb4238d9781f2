using Pipeline.Core.Errors;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Versions;

/// <summary>What a job's version continues from, settled once for a job.</summary>
/// <param name="Parent">The version whose state is added to; null for none.</param>
/// <param name="Based">The version that was the latest, which the new one may follow; null for none.</param>
internal sealed record ParentVersion(string? Parent, string? Based)
{
    /// <summary>Looks at what is there. An attempt that comes after one that published the version finds what that one found.</summary>
    /// <exception cref="InvalidRequestException">The version asked for is not there, or what is there does not fit.</exception>
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
