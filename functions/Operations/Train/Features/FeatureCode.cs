using Pipeline.Core.Numbers;
using Pipeline.Core.Texts;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Features;

/// <summary>
/// How a feature is encoded as columns of numbers. A number is one column, in which missing values are replaced by the
/// mean. A text is one-hot encoded: a column for each of its most frequent values except the first, which is the
/// baseline, and one column for all other values together.
/// </summary>
/// <param name="Mean">The mean of the values that are not missing; 0 for texts.</param>
/// <param name="Texts">
/// The values with a weight of their own, the most frequent first, ties by bytes; empty for numbers.
/// </param>
/// <param name="HasOthers">Whether the data that determined the encoding had other texts.</param>
internal sealed record FeatureCode(Feature Feature, double Mean, IReadOnlyList<Utf8Key> Texts, bool HasOthers)
{
    public int Columns => Feature.IsText ? Math.Max(0, Texts.Count - 1) + (HasOthers ? 1 : 0) : 1;

    /// <param name="counts">The texts of the feature and the number of records with each, in any order.</param>
    public static FeatureCode OfText(Feature feature, IEnumerable<(Utf8Key Text, Number Count)> counts, int max)
    {
        var ordered = counts
            .OrderByDescending(text => text.Count)
            .ThenBy(text => text.Text)
            .Select(text => text.Text)
            .ToList();
        return new FeatureCode(feature, 0, [.. ordered.Take(max)], ordered.Count > max);
    }

    /// <summary>
    /// The column within the feature in which a text is 1; -1 for the first text, and for an unseen text if there is no
    /// column for other values.
    /// </summary>
    public int ColumnOf(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < Texts.Count; i++)
        {
            if (Texts[i].Bytes.SequenceEqual(text)) return i - 1;
        }
        return HasOthers ? Texts.Count - 1 : -1;
    }

    /// <summary>The name of a column, for messages.</summary>
    public string NameOf(int column) => !Feature.IsText ? $"column \"{Feature.Name}\""
        : column == Texts.Count - 1 ? $"the rarer texts of column \"{Feature.Name}\""
        : $"\"{Texts[column + 1]}\" of column \"{Feature.Name}\"";
}
