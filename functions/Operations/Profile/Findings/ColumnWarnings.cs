using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>Finds what deserves attention in a column.</summary>
internal static class ColumnWarnings
{
    /// <summary>With fewer values, it is not remarkable that all are distinct.</summary>
    private const int MinIds = 100;

    /// <summary>The min percentage of texts with the same shape for a warning.</summary>
    private const int Alike = 95;

    /// <summary>
    /// The max is an outlier if its distance from the 99 % quantile is more than this times the distance of that
    /// quantile from the median; likewise the min.
    /// </summary>
    private const int FarOut = 20;

    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "null",
        "n/a",
        "#n/a",
        "na",
        "nan",
        "none",
        "nil",
        "-",
        "--",
        "?",
        "unknown",
        "undefined",
        "\\n",
        "(null)",
        "missing",
    };

    public static IEnumerable<Warning> Of(ColumnFindings column) =>
        column.Summary.Values == 0
            ? column.Records == 0 ? [] : [new Warning(column.Name, "all-null", "All values are NULL.")]
            : [.. Values(column), .. Texts(column), .. Spelling(column), .. Numbers(column)];

    private static IEnumerable<Warning> Values(ColumnFindings column)
    {
        var (name, summary) = (column.Name, column.Summary);
        if (column is { IsDistinctExact: true, Distinct: 1, Records: > 1 })
            yield return new Warning(
                name,
                "constant",
                $"All values are {Words.Value(column.Groups.All[0].Text)}{(summary.Nulls > 0 ? " or NULL" : "")}.");
        if (summary.Nulls > 0 && summary.Nulls >= summary.Values)
            yield return new Warning(name, "many-nulls", $"{Words.Share(column.NullShare)} of the values are NULL.");
        if (!column.HasRepeats && summary.Values >= MinIds)
        {
            yield return new Warning(
                name,
                "unique",
                column.IsDistinctExact
                    ? "No value occurs twice, as in a column of ids."
                    : $"None of {Words.Count(column.Counted)} values that were looked at occurs twice, as in a column "
                        + "of ids.");
        }
        if (summary.Misfits > 0)
        {
            yield return new Warning(name, "misfits",
                $"{Words.Count(summary.Misfits, "value")} ({Words.Share(summary.Misfits, summary.Values)}) "
                    + $"{(summary.Misfits == 1 ? "is no" : "are no")} {EnumNames.Of(column.Kind)}, such as "
                + $"{string.Join(", ", summary.Texts.Examples.Take(3).Select(text => Words.Value(text.ToString())))}.");
        }
    }

    private static IEnumerable<Warning> Texts(ColumnFindings column)
    {
        var (name, texts) = (column.Name, column.Summary.Texts);
        if (column.Kind == ColumnKind.Text && texts.Count > 0)
        {
            foreach (var (shapes, nouns, advice) in Shapes())
            {
                var count = shapes.Sum(texts.OfShape);
                if ((Int128)count * 100 < (Int128)texts.Count * Alike) continue;
                var others = texts.Count - count;
                yield return new Warning(name, $"looks-like-{nouns}", others == 0
                    ? $"All values look like {nouns}.{advice}"
                    : $"All values but {Words.Count(others)} look like {nouns}.{advice}");
                break;
            }
        }
        if (texts.Padded > 0)
            yield return new Warning(
                name,
                "spaces",
                $"{Words.Count(texts.Padded, "value")} {(texts.Padded == 1 ? "begins or ends" : "begin or end")} with "
                    + "spaces.");
        if (texts.Invalid > 0)
            yield return new Warning(
                name,
                "invalid-utf8",
                $"{Words.Count(texts.Invalid, "value")} {(texts.Invalid == 1 ? "is" : "are")} not valid UTF-8.");
    }

    private static IEnumerable<(TextShape[] Shapes, string Nouns, string Advice)> Shapes()
    {
        yield return ([TextShape.Number], "numbers", " Is it a column of numbers? format.types says so.");
        yield return ([TextShape.Boolean], "booleans", " Is it a column of booleans? format.types says so.");
        yield return ([TextShape.Date], "dates", "");
        yield return ([TextShape.Time], "times", "");
        yield return ([TextShape.Date, TextShape.Time], "dates and times", "");
    }

    private static IEnumerable<Warning> Spelling(ColumnFindings column)
    {
        var name = column.Name;
        foreach (var group in column
                .Groups.All.Where(group => group.Number is null && Placeholders.Contains(group.Text.Trim()))
                .Take(1))
        {
            var count = column.Groups.AreWhole ? Words.Count(group.Count, "time") : "often";
            yield return new Warning(
                name,
                "placeholder",
                $"{Words.Value(group.Text)} occurs {count}: it may mean NULL.");
        }
        if (column.Groups.AreWhole
            && column.Groups.All.FirstOrDefault(group => group.Number is not null && group.Spellings.Count > 1)
                is { } number)
        {
            yield return new Warning(
                name,
                "mixed-spelling",
                $"Numbers are written in more than one way, such as "
                    + $"{string.Join(" and ", number.Spellings.Take(2).Select(Words.Value))}.");
        }
        if (column.Kind != ColumnKind.Text || !column.Groups.AreWhole)
            yield break;
        var alike = column
            .Groups.All.GroupBy(group => group.Text.Trim(), StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .ToList();
        if (alike.Count > 0)
        {
            yield return new Warning(
                name,
                "letter-case",
                $"{Words.Count(alike.Sum(group => group.Count()))} different values are the same but for letter case "
                    + "or spaces, such as "
                    + $"{string.Join(" and ", alike[0].Take(2).Select(group => Words.Value(group.Text)))}.");
        }
    }

    private static IEnumerable<Warning> Numbers(ColumnFindings column)
    {
        if (column.Quantiles is not { } quantiles) yield break;
        var numbers = column.Summary.Numbers;
        var (low, middle, high) = (quantiles.At(1), quantiles.At(50), quantiles.At(99));
        var far = new Number(FarOut, 0);
        if (high > middle && numbers.Greatest - high > (high - middle) * far)
            yield return new Warning(
                column.Name,
                "far-out",
                $"The greatest number, {Words.Short(numbers.Greatest)}, is far beyond the others: 99 % are not above "
                    + $"{Words.Short(high)}.");
        if (middle > low && low - numbers.Least > (middle - low) * far)
            yield return new Warning(
                column.Name,
                "far-out",
                $"The least number, {Words.Short(numbers.Least)}, is far beyond the others: 99 % are not below "
                    + $"{Words.Short(low)}.");
    }
}
