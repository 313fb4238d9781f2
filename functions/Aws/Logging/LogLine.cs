namespace Pipeline.Aws.Logging;

/// <summary>One event in the life of a job, as it is logged. What is null does not appear.</summary>
/// <param name="function">Name of the function, the dimension of the metrics.</param>
/// <param name="name">What happened: a verb such as <c>process</c>.</param>
public sealed class LogLine(string function, string name, string jobId, int? block = null)
{
    public string Function { get; } = function;

    public string Event { get; } = name;

    public string JobId { get; } = jobId;

    /// <summary>Number of the block.</summary>
    public int? Block { get; } = block;

    public long? Records { get; set; }

    /// <summary>Of the dataset.</summary>
    public long? Bytes { get; set; }

    /// <summary>How many blocks the event is about, where it is about several.</summary>
    public int? Blocks { get; set; }

    public double? Seconds { get; set; }

    /// <summary>Records that each core processed in a second.</summary>
    public double? RecordsPerCoreSecond { get; set; }

    /// <summary>Whether the function failed. A failure that is only noted is none of the function that notes it.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Name of an exception.</summary>
    public string? Error { get; set; }

    public string? Cause { get; set; }
}
