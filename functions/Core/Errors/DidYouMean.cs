namespace Pipeline.Core.Errors;

/// <summary>Finds the known name that somebody who wrote an unknown one most likely meant.</summary>
public static class DidYouMean
{
    /// <summary>Nobody mistypes longer names than this, and the distance costs the product of both lengths.</summary>
    private const int MaxName = 64;

    /// <returns>
    /// The candidate with the fewest letters inserted, left out, replaced or swapped with their neighbour (the first
    /// of several; case does not count), or null if that is more than one letter in three
    /// (short words are all alike).
    /// </returns>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaxName)
            return null;
        string? nearest = null;
        var least = (name.Length < 3 ? 0 : Math.Max(1, name.Length / 3)) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) >= least)
                continue;
            var distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < least)
                (nearest, least) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>
    /// The end of a message about an unknown name: <c>Did you mean "header"?</c>, or all names there are.
    /// </summary>
    public static string Advice(string name, IReadOnlyCollection<string> candidates) =>
        To(name, candidates) is { } nearest
            ? $"Did you mean \"{nearest}\"?"
            : $"Known are {string.Join(", ", candidates)}.";

    /// <summary>A question with a space behind it, or nothing: for messages that list the names themselves.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        To(name, candidates) is { } nearest ? $"Did you mean \"{nearest}\"? " : "";

    /// <summary>The optimal string alignment distance, by rows.</summary>
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
