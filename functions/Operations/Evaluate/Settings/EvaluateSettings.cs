using Pipeline.Core.Formats;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>The operation's settings, checked against the dataset's columns and the model's inputs and outputs.</summary>
/// <param name="Columns">Those that are read: the label first, then what goes into the model, and the grouping column.</param>
/// <param name="GroupBy">Place of the grouping column among them.</param>
/// <param name="Classes">Names in the order of the model's probabilities; none for a regression.</param>
/// <param name="ModelClasses">The same as the model names them.</param>
/// <param name="Softmax">Whether the model gives scores of which probabilities are yet to be made.</param>
/// <param name="Worst">How many of the worst records are reported.</param>
/// <param name="Batch">Records that the model is given at once.</param>
/// <param name="IsBatchFixed">Whether its inputs say so, and the request has no choice.</param>
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
    /// <summary>Labels and errors of a regression are below this, so that a double can hold their squares.</summary>
    public const double MaxNumber = 1e150;

    public Column Label => Columns[0];
}
