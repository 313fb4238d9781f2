using Pipeline.Core.Datasets;
using Pipeline.Core.Jobs;
using Pipeline.Core.Operations.Query;

namespace Pipeline.Core.Operations;

/// <summary>The operations by the names that requests use. A new operation is one class and one line here.</summary>
public static class OperationRegistry
{
    private static readonly Dictionary<string, Func<JobRequest, RecordFormat, int, IOperation>> Known = new(StringComparer.Ordinal)
    {
        [QueryOperation.Type] = (request, format, memory) => QueryOperation.Create(request.Operation.Settings, format, request.Output, memory),
    };

    /// <param name="format">Of the dataset's records.</param>
    /// <param name="memory">Bytes that what is kept of one block may take; what does not fit goes to scratch files.</param>
    /// <exception cref="InvalidRequestException">There is no such operation, or it refuses its settings.</exception>
    public static IOperation Create(JobRequest request, RecordFormat format, int memory) =>
        Known.TryGetValue(request.Operation.Type, out var create)
            ? create(request, format, memory)
            : throw new InvalidRequestException("operation.type",
                $"There is no operation \"{request.Operation.Type}\".{(Nearest.To(request.Operation.Type, Known.Keys) is { } nearest ? $" Did you mean \"{nearest}\"?" : "")} Operations are {string.Join(", ", Known.Keys)}.");
}
