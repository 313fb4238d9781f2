using System.Security.Cryptography;
using System.Text;
using Pipeline.Core.Jobs;
using Pipeline.Core.Operations;

namespace Pipeline.Core.Api;

/// <summary><c>POST /jobs</c>: the body is the request. Its job has the id that is given, or one that follows from the idempotency key, so that a retry starts nothing twice.</summary>
internal sealed class JobStart(JobViews views, IExecutions executions, TimeProvider clock)
{
    private const string IdField = "jobId";
    private const string KeyHeader = "idempotency-key";
    private const int LongestKey = 256;

    public async Task<ApiResponse> PostAsync(ApiRequest request, CancellationToken cancel)
    {
        var type = request.Headers.GetValueOrDefault("content-type", "").Split(';')[0].Trim();
        if (!type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return Problem.Of(415, "Unsupported media type", $"Expected a request as application/json; found {(type.Length == 0 ? "no content type" : type)}.");
        if (request.Body.Length > ApiRequest.MostBodyBytes)
            return Problem.Of(413, "Content too large", $"Expected a request of at most {ApiRequest.MostBodyBytes >> 10} KiB: Step Functions takes little more.");
        var mistakes = new List<Mistake>();
        var id = mistakes.Try(() => IdOf(request));
        RequestCheck.Read(request.Body.Span, mistakes);
        if (id is null || mistakes.Count > 0)
            throw new InvalidRequestException(mistakes);
        // It becomes part of answers, where JSON has no byte order mark.
        var input = Encoding.UTF8.GetString(request.Body.Span).TrimStart('\uFEFF');
        var (execution, wasThere) = await executions.StartAsync(id, input, cancel).ConfigureAwait(false);
        var answer = await views.TellAsync(execution, wasThere ? 200 : 201, withMap: false, cancel).ConfigureAwait(false);
        return answer with { Headers = [("Location", $"/jobs/{id}")] };
    }

    private string IdOf(ApiRequest request)
    {
        if (request.Query.TryGetValue(IdField, out var id))
            return JobId.Check(id);
        if (!request.Headers.TryGetValue(KeyHeader, out var key))
            return JobId.New(clock);
        if (key.Length is 0 or > LongestKey)
            throw new InvalidRequestException("Idempotency-Key", $"Expected a header of 1 to {LongestKey} characters; found {key.Length}.");
        return $"key-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}";
    }
}
