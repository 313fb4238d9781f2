using Pipeline.Aws.Logging;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;
using Pipeline.Operations;

namespace Pipeline.Aws.Hosting;

/// <summary>What all invocations of a function in one process share.</summary>
/// <param name="store">Opened on first use.</param>
/// <param name="log">See <see cref="JsonLog"/>.</param>
public sealed class FunctionServices(Settings settings, Lazy<IManifestStore> store, Stream log, TimeProvider clock)
{
    /// <summary>
    /// Created from the environment on first use. An invalid setting then fails an invocation with a name and a
    /// message; if the constructor threw, Lambda would only report that initialization failed.
    /// </summary>
    public static Lazy<FunctionServices> Shared { get; } = new(FromEnvironment, LazyThreadSafetyMode.PublicationOnly);

    public Settings Settings { get; } = settings;

    public StepContext Steps { get; } = new(new DataRoot(settings.Root), store, clock)
    {
        Operations = OperationRegistry.All,
        Cores = settings.Cores,
        MayRunPrograms = settings.MayRunPrograms,
    };

    public JsonLog Log { get; } = new(log, clock);

    private static FunctionServices FromEnvironment()
    {
        var settings = Settings.Read(Environment.GetEnvironmentVariable);
        var clock = TimeProvider.System;
        var store = new Lazy<IManifestStore>(
            () => new DynamoDbManifestStore(DynamoDbClientFactory.Create(), settings.Table, clock, settings.KeepDays));
        return new FunctionServices(settings, store, Console.OpenStandardOutput(), clock);
    }
}
