using System.Text.Json.Serialization;

namespace Pipeline.Aws.Wire;

/// <summary>
/// A request as an HTTP API of API Gateway hands it over, payload version 2.0; of its fields those that are needed.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
/// </summary>
/// <param name="RawPath">As it came, without the query.</param>
/// <param name="RawQueryString">As it came, without the question mark.</param>
/// <param name="Headers">By their names in lower case; of a name that came twice, the values with commas between.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record HttpInput(
    string RawPath, string RawQueryString, IReadOnlyDictionary<string, string> Headers, HttpInputContext RequestContext, string? Body = null, bool IsBase64Encoded = false);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record HttpInputContext(HttpInputMethod Http);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record HttpInputMethod(string Method);
