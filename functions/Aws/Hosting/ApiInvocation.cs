using Amazon.Lambda.Core;
using Pipeline.Aws.Logging;
using Pipeline.Aws.Wire;
using Pipeline.Core.Api;

namespace Pipeline.Aws.Hosting;

/// <summary>Runs one request to the API: sets a deadline, logs one line, and always returns a response.</summary>
public sealed class ApiInvocation(ApiServices services, ILambdaContext context)
{
    public async Task<HttpOutput> RunAsync(HttpInput input)
    {
        var started = services.Clock.GetTimestamp();
        using var deadline = new Deadline(context.RemainingTime, services.Clock);
        var line = new LogLine(
            context.FunctionName, $"{input.RequestContext.Http.Method} {input.RawPath}", JobOf(input.RawPath));
        try
        {
            return HttpPayload.ToOutput(await AnswerAsync(input, deadline, line).ConfigureAwait(false));
        }
        finally
        {
            line.Seconds = services.Clock.GetElapsedTime(started).TotalSeconds;
            services.Log.Write(line);
        }
    }

    private async Task<ApiResponse> AnswerAsync(HttpInput input, Deadline deadline, LogLine line)
    {
        try
        {
            return await services.Api.HandleAsync(HttpPayload.ToRequest(input), deadline.Work).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (deadline.Work.IsCancellationRequested)
        {
            Record(e);
            return Problem.Of(
                503, "Service unavailable", "The response took longer than API Gateway waits. Request smaller pages.");
        }
        catch (FormatException e)
        {
            Record(e);
            return Problem.Of(400, "Bad request", e.Message);
        }
        // The caller cannot fix it and does not see the details; they are in the log for the operator.
        catch (Exception e)
        {
            Record(e);
            return Problem.Of(
                500, "Internal server error", $"Internal error. Search the function's log for {context.AwsRequestId}.");
        }

        void Record(Exception e) =>
            (line.HasFailed, line.Error, line.Cause) = (true, e.GetType().Name, $"{context.AwsRequestId}: {e.Message}");
    }

    private static string JobOf(string path) => path.Split('/') is [_, _, { Length: > 0 } job, ..] ? job : "";
}
