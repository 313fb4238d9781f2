using System.Text.Json;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Train.Versions;

/// <summary>The metrics of a version.</summary>
/// <param name="TrainedRecords">
/// The number of training records. A linear model includes those of the versions that it continues.
/// </param>
/// <param name="HeldOutRecords">The number of held-out records, counted likewise.</param>
/// <param name="Unlabelled">The number of records without a label, which are not used.</param>
/// <param name="Dropped">The number of records dropped because a feature was missing.</param>
/// <param name="Linear">The metrics of a linear model on the held-out records.</param>
/// <param name="LinearTrained">The metrics of a linear model on the training records.</param>
/// <param name="Logistic">The metrics of a logistic model on the held-out records.</param>
/// <param name="Passes">The number of passes over the data; null for a linear model.</param>
/// <param name="Converged">
/// Whether training converged before it reached the max number of passes; null for a linear model.
/// </param>
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
    public static Metrics Read(ModelFolder models, string version) =>
        JsonSerializer.Deserialize(
            File.ReadAllBytes(Path.Combine(models.VersionPath(version), ModelFolder.MetricsName)),
            VersionJson.Default.Metrics)!;
}
