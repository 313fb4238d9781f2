using System.Text.Json;
using Pipeline.Core.Jobs;
using Pipeline.Core.Operations.Evaluate;
using Pipeline.Core.Operations.Profile;
using Pipeline.Core.Operations.Query;
using Pipeline.Core.Operations.Query.Sql;
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
    public static IOperation Create(OperationContext context) =>
        Known.TryGetValue(context.Request.Operation.Type, out var create) ? create(context) : throw Unknown(context.Request.Operation.Type);

    /// <summary>Refuses what can be known to be wrong before anybody has seen the dataset.</summary>
    /// <exception cref="InvalidRequestException">There is no such operation, or its SQL is none.</exception>
    public static void Check(JobRequest request)
    {
        var operation = request.Operation;
        if (!Known.ContainsKey(operation.Type))
            throw Unknown(operation.Type);
        if (operation.Type == QueryOperation.Type && operation.Settings.TryGetProperty("sql", out var sql) && sql.ValueKind == JsonValueKind.String)
            SqlParser.Parse(sql.GetString()!);
    }

    private static InvalidRequestException Unknown(string type) => new(
        "operation.type",
        $"There is no operation \"{type}\".{(Nearest.To(type, Known.Keys) is { } nearest ? $" Did you mean \"{nearest}\"?" : "")} Operations are {string.Join(", ", Known.Keys)}.");
}
