using System.Text.Json;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Train.Versions;

/// <summary>How good a version is, and on what.</summary>
/// <param name="TrainedRecords">Records that it was trained on, those of the versions before included where their sums are.</param>
/// <param name="HeldOutRecords">Records that it is judged by, likewise.</param>
/// <param name="Unlabelled">Records without a label, of which nothing was learned.</param>
/// <param name="Dropped">Records left out because a feature was missing.</param>
/// <param name="Linear">On the held-out records, of a linear model.</param>
/// <param name="LinearTrained">On the records trained on.</param>
/// <param name="Logistic">On the held-out records, of a logistic model.</param>
/// <param name="Passes">Over the data, of a logistic model.</param>
/// <param name="Converged">Whether the last step was as small as asked for; if not, the passes were used up.</param>
internal sealed record Metrics(
    long TrainedRecords,
    long HeldOutRecords,
    long Unlabelled,
    long Dropped,
    LinearScore? Linear = null,
    LinearScore? LinearTrained = null,
    ClassScore? Logistic = null,
    int? Passes = null,
    bool? Converged = null)
{
    public static Metrics Read(ModelFolder models, string version) => JsonSerializer.Deserialize(
        File.ReadAllBytes(Path.Combine(models.VersionPath(version), ModelFolder.MetricsName)), VersionJson.Default.Metrics)!;
}
