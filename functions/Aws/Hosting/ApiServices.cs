using Amazon.StepFunctions;
using Pipeline.Aws.Costs;
using Pipeline.Aws.Executions;
using Pipeline.Aws.Logging;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Api;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Hosting;

/// <summary>What the invocations of the API's function share: they follow one another in one process.</summary>
/// <param name="log">See <see cref="JsonLog"/>.</param>
public sealed class ApiServices(ApiSettings settings, IManifestStore store, IExecutions executions, Stream log, TimeProvider clock)
{
    /// <summary>That of this process, made from its environment when it is first asked for, as <see cref="FunctionServices.Shared"/> is.</summary>
    public static Lazy<ApiServices> Shared { get; } = new(FromEnvironment, LazyThreadSafetyMode.PublicationOnly);

    public JobsApi Api { get; } = new(store, executions, clock, new JobCost(settings.WorkerMemory, settings.IsArm, settings.IsElastic).Of);

    public JsonLog Log { get; } = new(log, clock);

    public TimeProvider Clock { get; } = clock;

    private static ApiServices FromEnvironment()
    {
        var settings = ApiSettings.Read(Environment.GetEnvironmentVariable);
        var clock = TimeProvider.System;
        var store = new DynamoDbManifestStore(DynamoDbClientFactory.Create(), settings.Table, clock, keepDays: 0);
        return new ApiServices(
            settings, store, new StepFunctionsExecutions(new AmazonStepFunctionsClient(), settings.StateMachine), Console.OpenStandardOutput(), clock);
    }
}
