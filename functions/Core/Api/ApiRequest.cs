namespace Pipeline.Core.Api;

/// <summary>An HTTP request to the jobs API, whoever took it from the wire.</summary>
/// <param name="Path">Without the query, decoded, such as <c>/jobs/nightly</c>.</param>
/// <param name="Query">Decoded; of a name that comes twice, the last value.</param>
/// <param name="Headers">By their names in lower case.</param>
public sealed record ApiRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Most bytes of a body: what Step Functions takes for an execution's input, less what the first state adds to it.</summary>
    public const int MostBodyBytes = 255 * 1024;
}
