namespace Pipeline.Core.Api;

/// <summary>An HTTP request to the jobs API, independent of the server that received it.</summary>
/// <param name="Path">The decoded path without the query, such as <c>/jobs/nightly</c>.</param>
/// <param name="Query">The decoded query parameters. If a name is repeated, the last value wins.</param>
/// <param name="Headers">Keyed by lowercase name.</param>
public sealed record ApiRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// Max bytes of a body. Step Functions limits an execution's input to 256 KiB, and the first state adds to the
    /// request.
    /// </summary>
    public const int MaxBodyBytes = 255 * 1024;
}
