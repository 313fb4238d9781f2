using Pipeline.Benchmarks.Measuring;

namespace Pipeline.Benchmarks.Starting;

/// <summary>One way to compile, and how its runs went.</summary>
internal sealed record Start(Build Build, List<Measurement> Measurements);
