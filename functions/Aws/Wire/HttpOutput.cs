namespace Pipeline.Aws.Wire;

/// <summary>An answer as an HTTP API of API Gateway takes it, payload version 2.0.</summary>
/// <param name="Body">In base64, so that the bytes of a result arrive as they are.</param>
public sealed record HttpOutput(int StatusCode, IReadOnlyDictionary<string, string> Headers, string Body, bool IsBase64Encoded = true);
