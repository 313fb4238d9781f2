using Pipeline.Aws.Logging;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Aws.Hosting;

/// <summary>What the invocations of a function share: they follow one another in one process.</summary>
public sealed class Composition(Settings settings, Lazy<IManifestStore> store, Stream log, TimeProvider clock)
{
    public Settings Settings { get; } = settings;

    public StepContext Steps { get; } = new(new DataRoot(settings.Root), store, clock);

    public JsonLog Log { get; } = new(log, clock);
}
