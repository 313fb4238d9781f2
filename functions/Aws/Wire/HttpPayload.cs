using System.Text;
using Pipeline.Core.Api;

namespace Pipeline.Aws.Wire;

/// <summary>Converts between the payloads of API Gateway and the requests and responses of the API.</summary>
public static class HttpPayload
{
    /// <exception cref="FormatException">The body is marked as base64 but is not valid base64.</exception>
    public static ApiRequest ToRequest(HttpInput input) => new(
        input.RequestContext.Http.Method, input.RawPath, Query(input.RawQueryString), input.Headers, Body(input));

    public static HttpOutput ToOutput(ApiResponse response)
    {
        var headers = response.Headers.ToDictionary(
            header => header.Name.ToLowerInvariant(), header => header.Value, StringComparer.Ordinal);
        headers["content-type"] = response.ContentType;
        headers["cache-control"] = "no-store";
        return new HttpOutput(response.Status, headers, Convert.ToBase64String(response.Body));
    }

    private static ReadOnlyMemory<byte> Body(HttpInput input) =>
        input.Body is not { } body ? default
        : input.IsBase64Encoded ? Convert.FromBase64String(body)
        : Encoding.UTF8.GetBytes(body);

    private static Dictionary<string, string> Query(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            values[Text(name)] = Text(value);
        }
        return values;
    }

    /// <summary>Form encoding: a plus sign is a space.</summary>
    private static string Text(string escaped) => Uri.UnescapeDataString(escaped.Replace('+', ' '));
}
