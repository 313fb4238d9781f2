using Amazon.Lambda.Core;
using Pipeline.Aws.Logging;
using Pipeline.Aws.Wire;
using Pipeline.Core.Api;

namespace Pipeline.Aws.Hosting;

/// <summary>What every request to the API has around it: an end in time, one line in the log, and an answer whatever happens.</summary>
public sealed class ApiInvocation(ApiServices services, ILambdaContext context)
{
    public async Task<HttpOutput> RunAsync(HttpInput input)
    {
        var began = services.Clock.GetTimestamp();
        using var deadline = new Deadline(context.RemainingTime, services.Clock);
        var line = new LogLine(context.FunctionName, $"{input.RequestContext.Http.Method} {input.RawPath}", JobOf(input.RawPath));
        try
        {
            return HttpPayload.ToOutput(await AnswerAsync(input, deadline, line).ConfigureAwait(false));
        }
        finally
        {
            line.Seconds = services.Clock.GetElapsedTime(began).TotalSeconds;
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
            Note(e);
            return Problem.Of(503, "Service unavailable", "The response took longer than API Gateway waits. Request smaller pages.");
        }
        catch (FormatException e)
        {
            Note(e);
            return Problem.Of(400, "Bad request", e.Message);
        }
        // The asker can do nothing about it, and is not told what it is: the log says it to the owner.
        catch (Exception e)
        {
            Note(e);
            return Problem.Of(500, "Internal server error", $"Internal error. Search the function's log for {context.AwsRequestId}.");
        }

        void Note(Exception e) => (line.HasFailed, line.Error, line.Cause) = (true, e.GetType().Name, $"{context.AwsRequestId}: {e.Message}");
    }

    private static string JobOf(string path) => path.Split('/') is [_, _, { Length: > 0 } job, ..] ? job : "";
}
