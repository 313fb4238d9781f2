using Pipeline.Aws.Logging;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Aws.Hosting;

/// <summary>What the invocations of a function share: they follow one another in one process.</summary>
/// <param name="store">Opened when it is first used.</param>
/// <param name="log">See <see cref="JsonLog"/>.</param>
public sealed class FunctionServices(Settings settings, Lazy<IManifestStore> store, Stream log, TimeProvider clock)
{
    /// <summary>
    /// That of this process, made from its environment when it is first asked for: a mistake there is then an error of
    /// an invocation, with a name and a message, where Lambda would only report that a constructor failed.
    /// </summary>
    public static Lazy<FunctionServices> Shared { get; } = new(FromEnvironment, LazyThreadSafetyMode.PublicationOnly);

    public Settings Settings { get; } = settings;

    public StepContext Steps { get; } = new(new DataRoot(settings.Root), store, clock)
    {
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
