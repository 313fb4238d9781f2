using System.Text.Json;

namespace Pipeline.Core.Requests;

/// <summary>
/// The names of enum values in requests, in manifests and on the command line: camel case (<c>csv</c>,
/// <c>incomplete</c>), except that JSON Lines is <c>jsonl</c>, like the extension of its files.
/// </summary>
public static class EnumNames
{
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enum.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var index = Array.IndexOf(Names<T>.Values, value);
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(value));
        return Names<T>.Texts[index];
    }

    /// <returns>Null if the text is not exactly one of <see cref="All"/>.</returns>
    public static T? Find<T>(string text)
        where T : struct, Enum
    {
        var index = Array.IndexOf(Names<T>.Texts, text);
        return index < 0 ? null : Names<T>.Values[index];
    }

    /// <returns>All names, in the order of the enum.</returns>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Names<T>.Texts;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly T[] Values = Enum.GetValues<T>();

        public static readonly string[] Texts = Array.ConvertAll(Values, value =>
            value.ToString() is var name && name == "JsonLines" ? "jsonl" : JsonNamingPolicy.CamelCase.ConvertName(name)
        );
    }
}
