using System.Security.Cryptography;
using System.Text;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>
/// <c>POST /jobs</c>: starts the job in the request body. The client gives the job's id, or an idempotency key from
/// which the id is derived; then a retry does not start a second job. Otherwise, the id is generated.
/// </summary>
internal sealed class StartEndpoint(
    JobsEndpoint jobs, IExecutions executions, OperationCatalog operations, TimeProvider clock)
{
    private const string IdField = "jobId";
    private const string KeyHeader = "idempotency-key";
    private const int MaxKeyLength = 256;

    public async Task<ApiResponse> PostAsync(ApiRequest request, CancellationToken cancel)
    {
        var type = request.Headers.GetValueOrDefault("content-type", "").Split(';')[0].Trim();
        if (!type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return Problem.Of(
                415, "Unsupported media type",
                $"Expected the content type application/json; found {(type.Length == 0 ? "none" : type)}.");
        }
        if (request.Body.Length > ApiRequest.MaxBodyBytes)
        {
            return Problem.Of(
                413, "Content too large",
                $"Expected a request of at most {ApiRequest.MaxBodyBytes >> 10} KiB, as Step Functions limits it.");
        }
        var errors = new List<ValidationError>();
        var id = errors.Try(() => IdOf(request));
        operations.ReadRequest(request.Body.Span, errors);
        if (id is null || errors.Count > 0)
            throw new InvalidRequestException(errors);
        // Responses contain the request, and JSON must not contain a byte order mark.
        var input = Encoding.UTF8.GetString(request.Body.Span).TrimStart('\uFEFF');
        var (execution, existed) = await executions.StartAsync(id, input, cancel).ConfigureAwait(false);
        var status = existed ? 200 : 201;
        var response = await jobs.DescribeAsync(execution, status, withMap: false, cancel).ConfigureAwait(false);
        return response with { Headers = [("Location", $"/jobs/{id}")] };
    }

    private string IdOf(ApiRequest request)
    {
        if (request.Query.TryGetValue(IdField, out var id))
            return JobId.Check(id);
        if (!request.Headers.TryGetValue(KeyHeader, out var key))
            return JobId.New(clock);
        if (key.Length is 0 or > MaxKeyLength)
        {
            throw new InvalidRequestException(
                "Idempotency-Key", $"Expected a header of 1 to {MaxKeyLength} characters; found {key.Length}.");
        }
        return $"key-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}";
    }
}
