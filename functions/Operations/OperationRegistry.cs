using Pipeline.Core.Operations;
using Pipeline.Operations.Evaluate;
using Pipeline.Operations.Profile;
using Pipeline.Operations.Query;
using Pipeline.Operations.Run;
using Pipeline.Operations.Train;

namespace Pipeline.Operations;

/// <summary>The operations. A new one is a class, and a line here.</summary>
public static class OperationRegistry
{
    public static OperationCatalog All { get; } = new(
        QueryOperation.Registration,
        TrainOperation.Registration,
        EvaluateOperation.Registration,
        ProfileOperation.Registration,
        RunOperation.Registration);
}
