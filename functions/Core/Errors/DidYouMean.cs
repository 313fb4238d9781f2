namespace Pipeline.Core.Errors;

/// <summary>Finds the known name that is most similar to an unknown one.</summary>
public static class DidYouMean
{
    /// <summary>Longer names get no suggestion: computing the distance takes the product of both lengths.</summary>
    private const int MaxName = 64;

    /// <returns>
    /// The candidate that differs by the fewest inserted, deleted, replaced or swapped letters, ignoring case (the
    /// first of several). Null if more than one letter in three differs: short words are all similar.
    /// </returns>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaxName)
            return null;
        string? nearest = null;
        var limit = (name.Length < 3 ? 0 : Math.Max(1, name.Length / 3)) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) >= limit)
                continue;
            var distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < limit)
                (nearest, limit) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>
    /// Returns the end of a message about an unknown name: <c>Did you mean "header"?</c>, or a list of all names.
    /// </summary>
    public static string Advice(string name, IReadOnlyCollection<string> candidates) =>
        To(name, candidates) is { } nearest
            ? $"Did you mean \"{nearest}\"?"
            : $"Expected one of {string.Join(", ", candidates)}.";

    /// <summary>
    /// Returns a question followed by a space, or an empty string. For messages that list the names themselves.
    /// </summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        To(name, candidates) is { } nearest ? $"Did you mean \"{nearest}\"? " : "";

    /// <summary>Computes the optimal string alignment distance row by row.</summary>
    private static int Distance(string a, string b)
    {
        var (before, above, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, above, row) = (above, row, before);
        }
        return above[b.Length];
    }
}
