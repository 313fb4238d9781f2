namespace Pipeline.Operations.Models;

/// <summary>How good probabilities of classes are.</summary>
/// <param name="Records">Judged by.</param>
/// <param name="Accuracy">Share of the records whose most likely class is the true one.</param>
/// <param name="LogLoss">Mean of -ln of the probability given to the true class, which counts as 1e-15 at least.</param>
/// <param name="Auc">Area under the ROC curve; of more than two classes, the mean of each against the rest. Null where only one class is there.</param>
/// <param name="AucError">How far from it the exact value is at most: probabilities are counted in bins.</param>
/// <param name="Unknown">Records of classes that the model does not know, which count as wrong.</param>
internal sealed record ClassScore(long Records, double Accuracy, double LogLoss, double? Auc, double? AucError, long Unknown);
