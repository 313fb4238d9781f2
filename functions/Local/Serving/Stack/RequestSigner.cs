using System.Globalization;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal.Auth;
using Pipeline.Core.Errors;

namespace Pipeline.Local.Serving.Stack;

/// <summary>
/// Signs requests with AWS Signature Version 4. This class builds the canonical request, and the SDK computes the
/// signature.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
/// </summary>
/// <param name="credentials">Read for each request, so that expiring ones are refreshed.</param>
/// <param name="service">The signing name, such as <c>execute-api</c>.</param>
internal sealed class RequestSigner(AWSCredentials credentials, string region, string service, TimeProvider clock)
{
    private const string SignedHeaders = "host;x-amz-date";
    private const string SignedHeadersWithToken = "host;x-amz-date;x-amz-security-token";

    /// <summary>A signer for API Gateway with the user's credentials, from any source that the SDK supports.</summary>
    /// <exception cref="InvalidRequestException">There are no credentials.</exception>
    public static RequestSigner OfUser(string region, TimeProvider clock)
    {
        try
        {
            var credentials = DefaultAWSCredentialsIdentityResolver.GetCredentials();
            return new RequestSigner(credentials, region, "execute-api", clock);
        }
        catch (AmazonClientException)
        {
            throw new InvalidRequestException(
                "--aws",
                "Expected AWS credentials to sign requests with; "
                + "found none in the environment, the profile or the instance metadata. "
                + "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with AWS_PROFILE.");
        }
    }

    /// <summary>Adds the headers of the signature.</summary>
    /// <param name="request">Its path must not need escaping, and its query must be canonical.</param>
    public async Task SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        var identity = await credentials.GetCredentialsAsync().WaitAsync(cancel).ConfigureAwait(false);
        var now = clock.GetUtcNow().UtcDateTime;
        var date = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var uri = request.RequestUri!;
        var (headers, signed) = ($"host:{uri.Authority}\nx-amz-date:{date}\n", SignedHeaders);
        if (identity.UseToken)
        {
            (headers, signed) = ($"{headers}x-amz-security-token:{identity.Token}\n", SignedHeadersWithToken);
            request.Headers.Add("x-amz-security-token", identity.Token);
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        var query = uri.Query.TrimStart('?');
        var canonical = $"{request.Method}\n{uri.AbsolutePath}\n{query}\n{headers}\n{signed}\n{hash}";
        var signature = AWS4Signer.ComputeSignature(identity, region, now, service, signed, canonical);
        request.Headers.Add("x-amz-date", date);
        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
    }

    /// <summary>The query sorted by name, percent-encoded except for letters, digits and <c>-._~</c>.</summary>
    public static string CanonicalQuery(IReadOnlyDictionary<string, string> query) => string.Join(
        '&',
        query.Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));
}
