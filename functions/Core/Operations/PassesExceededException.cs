using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Operations;

/// <summary>An operation asked for another pass after the last one that it declares.</summary>
public sealed class PassesExceededException(string jobId, string operation, int most)
    : PipelineException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Job {jobId}: the operation \"{operation}\" asked for another pass after {most}, which it says are its "
                + $"most. Nothing is published. Look at its settings; if they are sound, this is a fault of the "
                + $"operation."));
