using Pipeline.Benchmarks.Measuring;
using Pipeline.Benchmarks.Works;

namespace Pipeline.Benchmarks.Contestants;

/// <summary>What it took to do some work once, and what came out.</summary>
/// <param name="InnerSeconds">What the program itself says that the work took, without its start; null where it says
/// nothing.</param>
/// <param name="Answer">Null from a program that only reads the file.</param>
internal sealed record Performance(Measurement Measurement, double? InnerSeconds, Answer? Answer);
