namespace Pipeline.Core.Api;

/// <summary>An HTTP request to the jobs API, independent of the server that received it.</summary>
/// <param name="Path">Without the query, decoded, such as <c>/jobs/nightly</c>.</param>
/// <param name="Query">Decoded. If a name is repeated, the last value wins.</param>
/// <param name="Headers">Keyed by lowercase name.</param>
public sealed record ApiRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// Max bytes of a body: the 256 KiB that Step Functions accepts as an execution's input, less what the first state
    /// adds to it.
    /// </summary>
    public const int MaxBodyBytes = 255 * 1024;
}
