using Pipeline.Core.Numbers;
using Pipeline.Core.Texts;
using Pipeline.Operations.Train.Linear;

namespace Pipeline.Operations.Train.Sums;

/// <summary>
/// The sums over the training or the held-out records of a training state. See <see cref="SumKeys"/>.
/// </summary>
internal sealed class SplitSums(int columns, int features)
{
    /// <summary>The sums of the products of all numbers: the upper triangle, row by row.</summary>
    public Number[] Products { get; set; } = new Number[columns * (columns + 1) / 2];

    /// <summary>The texts of each feature, in byte order.</summary>
    public List<TextSum>[] Texts { get; } = [.. Enumerable.Range(0, features).Select(_ => new List<TextSum>())];

    /// <summary>
    /// The number of records with both texts. Texts are indexes into <see cref="Texts"/>, ordered by feature.
    /// </summary>
    public Dictionary<TextPair, Number> Pairs { get; } = [];

    public Number Records => Product(0, 0);

    public Number Product(int left, int right)
    {
        if (left > right)
            (left, right) = (right, left);
        return Products[left * columns - left * (left - 1) / 2 + right - left];
    }

    /// <returns>The index of the text; -1 if no record has it.</returns>
    public int Find(int feature, Utf8Key text)
    {
        var texts = Texts[feature];
        var (low, high) = (0, texts.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = texts[middle].Text.CompareTo(text);
            if (order == 0) return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }

    public Number Pair(int feature, int text, int otherFeature, int otherText) => feature < otherFeature
        ? Pairs.GetValueOrDefault(new TextPair(feature, text, otherFeature, otherText))
        : Pairs.GetValueOrDefault(new TextPair(otherFeature, otherText, feature, text));
}

/// <summary>The sums over the records with a text.</summary>
/// <param name="Sums">The sums of all numbers. The first number is always 1, so its sum is the count.</param>
internal sealed record TextSum(Utf8Key Text, Number[] Sums);

internal readonly record struct TextPair(int Feature, int Text, int OtherFeature, int OtherText);
