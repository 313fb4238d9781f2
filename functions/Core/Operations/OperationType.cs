using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>A type of operation that requests can name.</summary>
/// <param name="Name">The name in requests.</param>
/// <param name="Create">
/// Creates the operation. Throws <see cref="InvalidRequestException"/> with all errors in the settings.
/// </param>
/// <param name="Check">
/// Finds errors that do not depend on the dataset; null leaves them to <paramref name="Create"/>.
/// </param>
/// <param name="Summarize">
/// Summarizes the published result file, given its full path, for a terminal. If null, small results are shown as rows.
/// </param>
public sealed record OperationType(
    string Name,
    Func<OperationContext, IOperation> Create,
    Action<JobRequest, List<ValidationError>>? Check = null,
    Func<string, ResultOverview>? Summarize = null);
