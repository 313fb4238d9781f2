using Pipeline.Benchmarks.Measuring;
using Pipeline.Benchmarks.Works;

namespace Pipeline.Benchmarks.Comparing;

/// <summary>One contestant's work in one round.</summary>
/// <param name="Cores">That the contestant may use.</param>
/// <param name="Number">Counts from 1; what has the same number ran one after another.</param>
internal sealed record Round(
    Work Work,
    string Contestant,
    int Cores,
    int Number,
    Measurement Measurement,
    double? InnerSeconds);
