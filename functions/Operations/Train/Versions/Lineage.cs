using System.Text.Json;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Versions;

/// <summary>The origin of a version: what it was trained on, and what is needed to continue from it.</summary>
/// <param name="Version">The id of the job that created it.</param>
/// <param name="Parent">The version that training continued from.</param>
/// <param name="Based">The latest version when the job read it.</param>
/// <param name="Files">
/// The files of this job with their fingerprints; earlier files are in the parent's lineage.
/// </param>
/// <param name="State">The file of the training state.</param>
/// <param name="Request">The job's request.</param>
internal sealed record Lineage(
    string Model,
    string Version,
    string? Parent,
    string? Based,
    ModelKind Kind,
    Feature Label,
    IReadOnlyList<Feature> Features,
    double HeldOut,
    MissingRule Missing,
    IReadOnlyList<DatasetFile> Files,
    StoredFile State,
    JobRequest Request)
{
    /// <exception cref="InvalidRequestException">The version does not exist, or its lineage is damaged.</exception>
    public static Lineage Read(ModelFolder models, string version, string field)
    {
        var path = models.RelativePath(version, ModelFolder.LineageName);
        if (!models.Has(version))
            throw new InvalidRequestException(
                field,
                $"There is no version \"{version}\" of model \"{models.Model}\": expected {path}. Name an existing "
                    + "version, or set \"from\" to null to start from scratch.");
        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(models.VersionPath(version), ModelFolder.LineageName)),
                VersionJson.Default.Lineage) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new InvalidRequestException(
                field,
                $"Expected {path} as training wrote it; found a damaged or edited file: {error.Message} Restore it "
                    + "from a backup, or name another model.");
        }
    }

    /// <summary>Rejects settings that do not match this version.</summary>
    /// <param name="goesOn">Whether training continues from this version.</param>
    public void RequireFit(TrainSettings settings, bool goesOn)
    {
        var differences = new List<string>();
        Compare("kind", EnumNames.Of(Kind), EnumNames.Of(settings.Kind));
        Compare("label", Shown(Label), Shown(settings.Label));
        Compare(
            "features",
            string.Join(", ", Features.Select(Shown)),
            string.Join(", ", settings.Features.Select(Shown)));
        if (goesOn && Kind == ModelKind.Linear)
        {
            Compare("heldOut", HeldOut, settings.HeldOut);
            Compare("missing", EnumNames.Of(Missing), EnumNames.Of(settings.Missing));
        }
        if (differences.Count > 0)
        {
            throw new InvalidRequestException(
                "operation.model",
                $"Version \"{Version}\" of model \"{Model}\" was trained with other settings: "
                    + $"{string.Join("; ", differences)}. Use the same settings (\"format.types\" sets the kinds of "
                    + "columns), or name another model.");
        }

        void Compare<T>(string field, T existing, T asked)
        {
            if (!EqualityComparer<T>.Default.Equals(existing, asked))
                differences.Add(FormattableString.Invariant($"\"{field}\" is {existing} there and {asked} here"));
        }
    }

    private static string Shown(Feature feature) => $"{feature.Name} ({EnumNames.Of(feature.Kind)})";
}
