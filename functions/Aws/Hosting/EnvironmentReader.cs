using System.Globalization;

namespace Pipeline.Aws.Hosting;

/// <summary>Reads environment variables. A missing or invalid one throws <see cref="SettingsException"/>.</summary>
/// <param name="variable">Returns the value of a variable; null if it is not set.</param>
internal sealed class EnvironmentReader(Func<string, string?> variable)
{
    public string Text(string name, string expected) =>
        variable(name) is { } value && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new SettingsException(name, expected, null);

    public bool Flag(string name) => variable(name) switch
    {
        null or "" or "false" => false,
        "true" => true,
        var text => throw new SettingsException(name, "true or false", text),
    };

    /// <param name="fallback">The value if the variable is not set.</param>
    public int Number(string name, int min, int max, int fallback)
    {
        var text = variable(name);
        if (string.IsNullOrEmpty(text))
            return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
            return number;
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");
        throw new SettingsException(name, expected, text);
    }

    /// <returns>The one of the choices that is set.</returns>
    public string Choice(string name, params string[] choices)
    {
        var expected = string.Join(" or ", choices);
        var text = Text(name, expected);
        return choices.Contains(text) ? text : throw new SettingsException(name, expected, text);
    }
}
