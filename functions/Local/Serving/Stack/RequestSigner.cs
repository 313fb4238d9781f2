using System.Globalization;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal.Auth;
using Pipeline.Core.Jobs;

namespace Pipeline.Local.Serving.Stack;

/// <summary>
/// Signs requests as AWS wants them (Signature Version 4). The SDK computes the signature; here it is told what there is to sign.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
/// </summary>
/// <param name="credentials">Asked each time: those that expire are renewed there.</param>
/// <param name="service">Such as <c>execute-api</c>.</param>
internal sealed class RequestSigner(AWSCredentials credentials, string region, string service, TimeProvider clock)
{
    private const string SignedHeaders = "host;x-amz-date";
    private const string SignedHeadersWithToken = "host;x-amz-date;x-amz-security-token";

    /// <summary>A signer of requests to APIs with the credentials that the user has, wherever the SDK finds them: environment, profile, machine.</summary>
    /// <exception cref="InvalidRequestException">There are none.</exception>
    public static RequestSigner OfUser(string region, TimeProvider clock)
    {
        try
        {
            return new RequestSigner(DefaultAWSCredentialsIdentityResolver.GetCredentials(), region, "execute-api", clock);
        }
        catch (AmazonClientException)
        {
            throw new InvalidRequestException("--aws", "Expected AWS credentials to sign requests with; found none in the environment, in the profile and on this machine. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with AWS_PROFILE.");
        }
    }

    /// <summary>Adds the headers that make it a signed one.</summary>
    /// <param name="request">Whose path has no character that would be escaped, and whose query is canonical.</param>
    public async Task SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        var who = await credentials.GetCredentialsAsync().WaitAsync(cancel).ConfigureAwait(false);
        var now = clock.GetUtcNow().UtcDateTime;
        var date = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var uri = request.RequestUri!;
        var (headers, signed) = ($"host:{uri.Authority}\nx-amz-date:{date}\n", SignedHeaders);
        if (who.UseToken)
        {
            (headers, signed) = ($"{headers}x-amz-security-token:{who.Token}\n", SignedHeadersWithToken);
            request.Headers.Add("x-amz-security-token", who.Token);
        }
        var canonical = $"{request.Method}\n{uri.AbsolutePath}\n{uri.Query.TrimStart('?')}\n{headers}\n{signed}\n{Convert.ToHexStringLower(SHA256.HashData(body.Span))}";
        var signature = AWS4Signer.ComputeSignature(who, region, now, service, signed, canonical);
        request.Headers.Add("x-amz-date", date);
        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
    }

    /// <summary>By name, with all escaped that is no letter, digit, <c>-</c>, <c>.</c>, <c>_</c> or <c>~</c>.</summary>
    public static string CanonicalQuery(IReadOnlyDictionary<string, string> query) => string.Join(
        '&',
        query.Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}"));
}
