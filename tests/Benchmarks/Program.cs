using Pipeline.Benchmarks;
using Pipeline.Benchmarks.Contestants;
using Pipeline.Benchmarks.Measuring;
using Pipeline.Benchmarks.Starting;

return args switch
{
    [MeasuringRun.Verb, ..] => MeasuringRun.Run(args.AsSpan(1)),
    [WorkerStart.Verb, ..] => WorkerStart.Run(args.AsSpan(1)),
    [DuckDbRun.Verb, ..] => DuckDbRun.Run(args.AsSpan(1)),
    _ => BenchmarkCommand.Run(args),
};
