using Pipeline.Core.Requests;

namespace Pipeline.Aws.Wire;

/// <summary>Input of the splitter.</summary>
/// <param name="JobId">The execution's name.</param>
/// <param name="Request">The execution's input.</param>
/// <param name="StartTime">When the execution started; a redrive does not change it.</param>
public sealed record SplitInput(string JobId, JobRequest Request, DateTimeOffset? StartTime = null);
