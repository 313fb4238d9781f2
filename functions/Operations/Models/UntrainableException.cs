using Pipeline.Core.Errors;

namespace Pipeline.Operations.Models;

/// <summary>The data does not make a model with these settings: too few records or classes, too many different texts, columns that say the same.</summary>
public sealed class UntrainableException(string message) : PipelineException(message);
