namespace Pipeline.Operations.Models;

/// <summary>The metrics of a classifier.</summary>
/// <param name="Records">The number of evaluated records.</param>
/// <param name="Accuracy">The share of records whose most likely class is the true one.</param>
/// <param name="LogLoss">
/// The mean of -ln(p), where p is the predicted probability of the true class, at least 1e-15.
/// </param>
/// <param name="Auc">
/// The area under the ROC curve. With more than two classes, the mean over one-vs-rest curves. Null if the records have
/// only one class.
/// </param>
/// <param name="AucError">
/// The max distance of <paramref name="Auc"/> from the exact value, because probabilities are counted in bins.
/// </param>
/// <param name="Unknown">The number of records whose class is unknown to the model. They count as wrong.</param>
internal sealed record ClassScore(
    long Records,
    double Accuracy,
    double LogLoss,
    double? Auc,
    double? AucError,
    long Unknown);
