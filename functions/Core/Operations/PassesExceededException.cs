using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Operations;

/// <summary>An operation asked for another pass after the last one that it declares.</summary>
public sealed class PassesExceededException(string jobId, string operation, int max)
    : PipelineException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Job {jobId}: the operation \"{operation}\" asked for another pass after {max}, the maximum that it "
                + $"declares. Nothing is published. Check its settings; if they are right, this is a bug in the "
                + $"operation."));
