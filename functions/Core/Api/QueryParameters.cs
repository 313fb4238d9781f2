using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Api;

/// <summary>Reads the query parameters of a request.</summary>
internal static class QueryParameters
{
    /// <returns>False if the parameter is missing.</returns>
    /// <exception cref="InvalidRequestException">The value is not a boolean.</exception>
    public static bool Boolean(ApiRequest request, string name) => request.Query.GetValueOrDefault(name, "false") switch
    {
        "true" => true,
        "false" => false,
        var text => throw new InvalidRequestException(name, $"Expected true or false; found \"{text}\"."),
    };

    /// <returns><paramref name="defaultValue"/> if the parameter is missing.</returns>
    /// <exception cref="InvalidRequestException">The value is not a whole number from min to max.</exception>
    public static int Integer(ApiRequest request, string name, int min, int max, int defaultValue)
    {
        if (!request.Query.TryGetValue(name, out var text)) return defaultValue;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
        {
            return number;
        }
        var message = string.Create(
            CultureInfo.InvariantCulture, $"Expected a whole number from {min} to {max}; found \"{text}\".");
        throw new InvalidRequestException(name, message);
    }
}
