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
    private static readonly Dictionary<string, Entry> Known = new(StringComparer.Ordinal)
    {
        [QueryOperation.Type] = new(QueryOperation.Create, QueryOperation.Check),
        [TrainOperation.Type] = new(TrainOperation.Create, TrainOperation.Check),
        [EvaluateOperation.Type] = new(EvaluateOperation.Create, EvaluateOperation.Check),
        [ProfileOperation.Type] = new(ProfileOperation.Create, ProfileOperation.Check),
        [RunOperation.Type] = new(RunOperation.Create, RunOperation.Check),
    };

    /// <exception cref="InvalidRequestException">There is no such operation, or it refuses its settings.</exception>
    public static IOperation Create(OperationContext context) =>
        Known.TryGetValue(context.Request.Operation.Type, out var entry)
            ? entry.Create(context)
            : throw new InvalidRequestException(Unknown(context.Request.Operation.Type));

    /// <summary>Finds what can be known to be wrong with an operation before anybody has seen the dataset.</summary>
    internal static void Check(JobRequest request, List<Mistake> mistakes)
    {
        if (Known.TryGetValue(request.Operation.Type, out var entry))
            entry.Check?.Invoke(request, mistakes);
        else
            mistakes.Add(Unknown(request.Operation.Type));
    }

    private static Mistake Unknown(string type) => new(
        "operation.type",
        $"There is no operation \"{type}\".{(Nearest.To(type, Known.Keys) is { } nearest ? $" Did you mean \"{nearest}\"?" : "")} Operations are {string.Join(", ", Known.Keys)}.");

    /// <param name="Check">Finds mistakes in the settings that need no dataset to be found; null leaves all to <paramref name="Create"/>.</param>
    private sealed record Entry(Func<OperationContext, IOperation> Create, Action<JobRequest, List<Mistake>>? Check = null);
}
