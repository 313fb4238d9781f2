using Pipeline.Core.Jobs;
using Pipeline.Core.Operations.Evaluate;
using Pipeline.Core.Operations.Profile;
using Pipeline.Core.Operations.Query;
using Pipeline.Core.Operations.Run;
using Pipeline.Core.Operations.Train;

namespace Pipeline.Core.Operations;

/// <summary>The operations by the names that requests use. A new operation is one class and one line here.</summary>
public static class OperationRegistry
{
    private static readonly Dictionary<string, Func<OperationContext, IOperation>> Known = new(StringComparer.Ordinal)
    {
        [QueryOperation.Type] = QueryOperation.Create,
        [TrainOperation.Type] = TrainOperation.Create,
        [EvaluateOperation.Type] = EvaluateOperation.Create,
        [ProfileOperation.Type] = ProfileOperation.Create,
        [RunOperation.Type] = RunOperation.Create,
    };

    /// <exception cref="InvalidRequestException">There is no such operation, or it refuses its settings.</exception>
    public static IOperation Create(OperationContext context)
    {
        var type = context.Request.Operation.Type;
        return Known.TryGetValue(type, out var create)
            ? create(context)
            : throw new InvalidRequestException("operation.type",
                $"There is no operation \"{type}\".{(Nearest.To(type, Known.Keys) is { } nearest ? $" Did you mean \"{nearest}\"?" : "")} Operations are {string.Join(", ", Known.Keys)}.");
    }
}
