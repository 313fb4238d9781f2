using Pipeline.Core.Errors;

namespace Pipeline.Operations.Models;

/// <summary>A model cannot be loaded or run, or its output does not match its declaration.</summary>
public sealed class ModelFailedException(string model, string what, Exception? inner = null)
    : PipelineException($"Model {model}: {what}", inner);
