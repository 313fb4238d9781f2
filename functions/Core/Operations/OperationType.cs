using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>An operation as the rest of the pipeline sees it, before a job has one.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Create">Throws <see cref="InvalidRequestException"/> with all errors in the settings.</param>
/// <param name="Check">Finds the errors that need no dataset; null leaves all to <paramref name="Create"/>.</param>
/// <param name="Summarize">
/// Reads the published result file, given its full path, for a terminal. Null shows the rows of a small result.
/// </param>
public sealed record OperationType(
    string Name,
    Func<OperationContext, IOperation> Create,
    Action<JobRequest, List<ValidationError>>? Check = null,
    Func<string, ResultOverview>? Summarize = null);
