namespace Pipeline.Core.Datasets;

/// <summary>
/// The order of a dataset's files. Runs of the digits 0 to 9 compare as numbers of any length (<c>day2.csv</c> before
/// <c>day10.csv</c>), everything else by UTF-16 code unit. Paths that are equal in this way (<c>a1</c>, <c>a01</c>)
/// compare ordinally, so the order is total. It does not depend on the culture.
/// </summary>
public sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder()
    {
    }

    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return string.CompareOrdinal(x, y);
        var (i, j) = (0, 0);
        while (i < x.Length && j < y.Length)
        {
            int order;
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]))
            {
                var left = DigitsAt(x, ref i);
                var right = DigitsAt(y, ref j);
                order = left.Length != right.Length
                    ? left.Length.CompareTo(right.Length)
                    : left.SequenceCompareTo(right);
            }
            else
            {
                order = x[i++].CompareTo(y[j++]);
            }

            if (order != 0) return order;
        }

        var rest = (x.Length - i).CompareTo(y.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(x, y);
    }

    /// <summary>Returns the digits at <paramref name="index"/> without leading zeros, and skips them.</summary>
    private static ReadOnlySpan<char> DigitsAt(string text, ref int index)
    {
        var start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index]))
            index++;
        return text.AsSpan(start, index - start).TrimStart('0');
    }
}
