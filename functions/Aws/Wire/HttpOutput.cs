namespace Pipeline.Aws.Wire;

/// <summary>A response to an HTTP API of API Gateway, payload version 2.0.</summary>
/// <param name="Body">Base64, so that the bytes of a result are not altered.</param>
public sealed record HttpOutput(
    int StatusCode, IReadOnlyDictionary<string, string> Headers, string Body, bool IsBase64Encoded = true);
