using Pipeline.Core.Errors;

namespace Pipeline.Operations.Models;

/// <summary>
/// A model cannot be trained on the data with these settings, for example because there are too few records or classes,
/// too many distinct texts, or linearly dependent columns.
/// </summary>
public sealed class UntrainableException(string message) : PipelineException(message);
