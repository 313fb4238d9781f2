using System.Text;
using Pipeline.Core.Api;

namespace Pipeline.Aws.Wire;

/// <summary>Between the payloads of API Gateway and the requests and answers of the API.</summary>
public static class HttpPayload
{
    /// <exception cref="FormatException">The body is no base64, though it is said to be.</exception>
    public static ApiRequest ToRequest(HttpInput input) => new(
        input.RequestContext.Http.Method, input.RawPath, Query(input.RawQueryString), input.Headers, Body(input));

    public static HttpOutput ToOutput(ApiResponse answer)
    {
        var headers = answer.Headers.ToDictionary(header => header.Name.ToLowerInvariant(), header => header.Value, StringComparer.Ordinal);
        headers["content-type"] = answer.ContentType;
        headers["cache-control"] = "no-store";
        return new HttpOutput(answer.Status, headers, Convert.ToBase64String(answer.Body));
    }

    private static ReadOnlyMemory<byte> Body(HttpInput input) =>
        input.Body is not { } body ? default : input.IsBase64Encoded ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body);

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

    /// <summary>As forms write it: a plus is a space.</summary>
    private static string Text(string escaped) => Uri.UnescapeDataString(escaped.Replace('+', ' '));
}
