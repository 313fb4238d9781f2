using System.Text;
using Amazon.Lambda.TestUtilities;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Wire;
using Pipeline.Worker;

namespace Pipeline.Benchmarks.Starting;

/// <summary>
/// What Lambda's runtime does with a worker that has just started: it makes the function, reads the event, calls it
/// once, and writes the answer. A process of its own, so that nothing is warm.
/// </summary>
internal static class WorkerStart
{
    /// <summary>The first argument of this program when it is that process.</summary>
    public const string Verb = "worker";

    /// <param name="arguments">The job, of which the first block is processed. All else comes from the environment, as
    /// it does on Lambda.</param>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var serializer = new PipelineSerializer();
        var function = new WorkerFunction();
        using var request = new MemoryStream(
            Encoding.UTF8.GetBytes($$"""{"jobId":"{{arguments[0]}}","block":0,"redrive":0,"pass":0}"""));
        var context = new TestLambdaContext
        {
            AwsRequestId = "request",
            FunctionName = "worker",
            RemainingTime = TimeSpan.FromMinutes(15),
        };
        var output = function
            .HandleAsync(serializer.Deserialize<WorkerInput>(request), context)
            .GetAwaiter()
            .GetResult();
        using var answer = new MemoryStream();
        serializer.Serialize(output, answer);
        return 0;
    }
}
