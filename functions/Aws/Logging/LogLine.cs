namespace Pipeline.Aws.Logging;

/// <summary>One logged event of a job. Null properties are left out.</summary>
/// <param name="function">Name of the function, which is also the dimension of the metrics.</param>
/// <param name="name">What happened, such as <c>process</c>.</param>
public sealed class LogLine(string function, string name, string jobId, int? block = null)
{
    public string Function { get; } = function;

    public string Event { get; } = name;

    public string JobId { get; } = jobId;

    /// <summary>Number of the block.</summary>
    public int? Block { get; } = block;

    public long? Records { get; set; }

    /// <summary>Bytes of the dataset.</summary>
    public long? Bytes { get; set; }

    /// <summary>Number of blocks, for an event about several.</summary>
    public int? Blocks { get; set; }

    public double? Seconds { get; set; }

    /// <summary>Records processed per second and core.</summary>
    public double? RecordsPerCoreSecond { get; set; }

    /// <summary>Whether this invocation failed. Recording a block's failure is not a failure itself.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Class name of the exception.</summary>
    public string? Error { get; set; }

    public string? Cause { get; set; }
}
