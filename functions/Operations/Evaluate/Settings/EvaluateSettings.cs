using Pipeline.Core.Formats;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>
/// The settings of <c>evaluate</c>, validated against the dataset's columns and the model's inputs and outputs.
/// </summary>
/// <param name="Columns">The columns to read: the label first, then the model's inputs and the grouping column.</param>
/// <param name="GroupBy">The index of the grouping column in <paramref name="Columns"/>; null for none.</param>
/// <param name="Classes">
/// The classes in the order of the model's probabilities, as in the label; empty for a regression.
/// </param>
/// <param name="ModelClasses">The same classes as named by the model.</param>
/// <param name="Softmax">Whether the model returns scores that must be converted to probabilities.</param>
/// <param name="Worst">The number of worst records to report.</param>
/// <param name="Batch">The number of records per call of the model.</param>
/// <param name="IsBatchFixed">Whether the model's inputs determine the batch size.</param>
internal sealed record EvaluateSettings(
    ModelFile Model,
    EvaluationKind Kind,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<ModelInput> Inputs,
    ModelOutputs Outputs,
    int? GroupBy,
    IReadOnlyList<string> Classes,
    IReadOnlyList<string> ModelClasses,
    bool Softmax,
    int Worst,
    bool Predictions,
    int Batch,
    bool IsBatchFixed)
{
    /// <summary>
    /// The upper limit of labels and errors of a regression, so that their squares are finite doubles.
    /// </summary>
    public const double MaxNumber = 1e150;

    public Column Label => Columns[0];
}
