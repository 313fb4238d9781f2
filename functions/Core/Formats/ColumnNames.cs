using System.Globalization;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>Assigns every column a unique name.</summary>
internal static class ColumnNames
{
    /// <summary>The default name of a column: <c>c1</c> for the first.</summary>
    public static string Numbered(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index + 1}");

    public static string[] Numbered(IEnumerable<int> indexes) => [.. indexes.Select(Numbered)];

    /// <summary>
    /// Trims the names of a header. An empty name becomes the default name, such as <c>c3</c>; a repeated one gets a
    /// suffix, such as <c>name_2</c>.
    /// </summary>
    /// <param name="notes">Receives one line for each name that was changed.</param>
    public static string[] FromHeader(string[] header, List<string> notes)
    {
        var names = Array.ConvertAll(header, name => name.Trim());
        var taken = names.ToHashSet(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && used.Add(names[i])) continue;
            var wanted = names[i].Length > 0 ? names[i] : Numbered(i);
            var name = wanted;
            for (var n = 2; taken.Contains(name) || !used.Add(name); n++)
                name = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{n}");
            notes.Add(
                names[i].Length > 0
                    ? $"column {i + 1}: its header {DisplayText.Value(names[i])} is a duplicate, so it is named "
                        + $"{DisplayText.Value(name)}"
                    : $"column {i + 1}: its header is empty, so it is named {DisplayText.Value(name)}");
            names[i] = name;
        }

        return names;
    }

    /// <summary>Validates that the names in <c>format.columns</c> are non-empty and distinct.</summary>
    public static void Check(IReadOnlyList<string> columns, List<ValidationError> errors)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Length == 0)
                errors.Add(new ValidationError("format.columns", $"Name {i + 1} is empty. Give every column a name."));
            else if (!used.Add(columns[i]))
                errors.Add(
                    new ValidationError(
                        "format.columns",
                        $"{DisplayText.Value(columns[i])} appears twice. Give every column a unique name."));
        }
    }

    /// <summary>Builds the columns. A kind given in the request takes precedence over the inferred one.</summary>
    /// <exception cref="InvalidRequestException"><c>format.types</c> names a column that does not exist.</exception>
    public static Column[] WithKinds(
        IReadOnlyList<string> names, Func<int, ColumnKind> guess, IReadOnlyDictionary<string, ColumnKind>? given)
    {
        var strangers = given?.Keys.Except(names, StringComparer.Ordinal).ToArray() ?? [];
        if (strangers.Length > 0)
        {
            throw new InvalidRequestException([
                .. strangers.Select(name => new ValidationError(
                    "format.types",
                    $"There is no column {DisplayText.Value(name)}. {DidYouMean.Hint(name, names)}The columns are "
                        + $"{List(names)}.")),
            ]);
        }

        return [.. names.Select((name, i) =>
            new Column(name, given is not null && given.TryGetValue(name, out var kind) ? kind : guess(i)))];
    }

    /// <summary>Lists the first 20 names, for a message.</summary>
    public static string List(IReadOnlyList<string> names)
        => names.Count == 0 ? "unknown, because the dataset is empty"
            : string.Join(", ", names.Take(20)) + (names.Count > 20 ? $" and {names.Count - 20} more" : "");
}
