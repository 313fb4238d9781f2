using System.Text.Json.Serialization;

namespace Pipeline.Aws.Wire;

/// <summary>
/// A request from an HTTP API of API Gateway, payload version 2.0, with only the fields in use.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
/// </summary>
/// <param name="RawPath">The path as received, without the query string.</param>
/// <param name="RawQueryString">The query string as received, without the question mark.</param>
/// <param name="Headers">Headers by lowercase name; repeated headers are joined with commas.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record HttpInput(
    string RawPath, string RawQueryString, IReadOnlyDictionary<string, string> Headers, HttpInputContext RequestContext,
    string? Body = null, bool IsBase64Encoded = false);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record HttpInputContext(HttpInputMethod Http);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record HttpInputMethod(string Method);
