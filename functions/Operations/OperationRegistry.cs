using Pipeline.Core.Operations;
using Pipeline.Operations.Evaluate;
using Pipeline.Operations.Profile;
using Pipeline.Operations.Query;
using Pipeline.Operations.Run;
using Pipeline.Operations.Train;

namespace Pipeline.Operations;

/// <summary>All operations. To add one, implement a class and add its registration here.</summary>
public static class OperationRegistry
{
    public static OperationCatalog All { get; } = new(
        QueryOperation.Registration,
        TrainOperation.Registration,
        EvaluateOperation.Registration,
        ProfileOperation.Registration,
        RunOperation.Registration);
}
