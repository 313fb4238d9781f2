using Amazon.StepFunctions;
using Pipeline.Aws.Costs;
using Pipeline.Aws.Executions;
using Pipeline.Aws.Logging;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Api;
using Pipeline.Core.Manifests;
using Pipeline.Operations;

namespace Pipeline.Aws.Hosting;

/// <summary>What all invocations of the API's function in one process share.</summary>
/// <param name="log">See <see cref="JsonLog"/>.</param>
public sealed class ApiServices(
    ApiSettings settings, IManifestStore store, IExecutions executions, Stream log, TimeProvider clock)
{
    /// <summary>
    /// Created from the environment on first use, for the same reason as <see cref="FunctionServices.Shared"/>.
    /// </summary>
    public static Lazy<ApiServices> Shared { get; } = new(FromEnvironment, LazyThreadSafetyMode.PublicationOnly);

    public JobsApi Api { get; } = new(
        store,
        executions,
        OperationRegistry.All,
        clock,
        new JobCost(settings.WorkerMemory, settings.IsArm, settings.IsElastic).Estimate);

    public JsonLog Log { get; } = new(log, clock);

    public TimeProvider Clock { get; } = clock;

    private static ApiServices FromEnvironment()
    {
        var settings = ApiSettings.Read(Environment.GetEnvironmentVariable);
        var clock = TimeProvider.System;
        var store = new DynamoDbManifestStore(DynamoDbClientFactory.Create(), settings.Table, clock, keepDays: 0);
        var executions = new StepFunctionsExecutions(new AmazonStepFunctionsClient(), settings.StateMachine);
        return new ApiServices(settings, store, executions, Console.OpenStandardOutput(), clock);
    }
}
