using System.Globalization;

namespace Pipeline.Aws.Hosting;

/// <summary>Reads the variables of a function's environment. What is missing or wrong is a <see cref="SettingsException"/>.</summary>
/// <param name="variable">Gives the value of one; null if it is not set.</param>
internal sealed class EnvironmentReader(Func<string, string?> variable)
{
    public string Text(string name, string expected) =>
        variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : throw new SettingsException(name, expected, null);

    public bool Flag(string name) => variable(name) switch
    {
        null or "" or "false" => false,
        "true" => true,
        var text => throw new SettingsException(name, "true or false", text),
    };

    /// <param name="left">What it is where nothing is set.</param>
    public int Number(string name, int least, int most, int left)
    {
        var text = variable(name);
        if (string.IsNullOrEmpty(text))
            return left;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SettingsException(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), text);
    }

    /// <returns>One of the choices.</returns>
    public string Choice(string name, params string[] choices)
    {
        var expected = string.Join(" or ", choices);
        var text = Text(name, expected);
        return choices.Contains(text) ? text : throw new SettingsException(name, expected, text);
    }
}
