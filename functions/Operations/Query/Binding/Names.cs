using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>Matches, quotes and disambiguates names of columns.</summary>
internal static class Names
{
    /// <summary>
    /// The indexes of the matching names: exact matches, or, if there are none and the name is unquoted, matches
    /// regardless of letter case.
    /// </summary>
    public static IReadOnlyList<int> Matches(IReadOnlyList<string> names, ColumnSyntax wanted)
    {
        var exact = Matches(names, wanted.Name, StringComparison.Ordinal);
        return exact.Count > 0 || wanted.Quoted
            ? exact
            : Matches(names, wanted.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A column name as written in SQL, quoted if necessary.</summary>
    public static string InSql(string name)
    {
        var isPlain = name.Length > 0 && !char.IsAsciiDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
        return isPlain ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Makes output names unique: the second <c>a</c> becomes <c>a_2</c>.</summary>
    public static string[] MadeUnique(IReadOnlyList<string> names)
    {
        var taken = new HashSet<string>(names, StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var unique = new string[names.Count];
        for (var i = 0; i < unique.Length; i++)
        {
            var name = names[i];
            for (var n = 2; !used.Add(name); n++)
            {
                // Skips a name that another item already has.
                name = $"{names[i]}_{n}";
                if (taken.Contains(name)) name = names[i];
            }
            unique[i] = name;
        }
        return unique;
    }

    private static List<int> Matches(IReadOnlyList<string> names, string wanted, StringComparison comparison)
    {
        var matches = new List<int>();
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], wanted, comparison)) matches.Add(i);
        }
        return matches;
    }
}
