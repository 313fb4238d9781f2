using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Texts;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Sums;

namespace Pipeline.Operations.Train.Linear;

/// <summary>A complete training state in memory.</summary>
internal sealed class TrainingSums
{
    private TrainingSums(int columns, int features)
    {
        Trained = new SplitSums(columns, features);
        HeldOut = new SplitSums(columns, features);
    }

    public SplitSums Trained { get; }

    public SplitSums HeldOut { get; }

    /// <summary>The number of records without a label.</summary>
    public Number Unlabelled { get; private set; }

    /// <summary>The number of records dropped because a feature was missing.</summary>
    public Number Dropped { get; private set; }

    /// <summary>Returns the number of summed numbers: 1, the label, and the features that are not texts.</summary>
    public static int ColumnsOf(IReadOnlyList<Feature> features) => 2 + features.Count(feature => !feature.IsText);

    /// <summary>Reads a state to its end.</summary>
    /// <param name="copy">Receives a copy of every entry; null for no copy.</param>
    /// <exception cref="UntrainableException">There are too many distinct texts.</exception>
    public static TrainingSums Read(EntryStream state, IReadOnlyList<Feature> features, PartialWriter? copy = null)
    {
        var sums = new TrainingSums(ColumnsOf(features), features.Count);
        var scratch = Array.Empty<byte>();
        while (state.MoveNext())
        {
            copy?.Append(state.Key, state.Value);
            sums.Add(state.Key, SumCombiner.Read(state.Value), features, ref scratch);
        }
        return sums;
    }

    private void Add(ReadOnlySpan<byte> key, Number[] numbers, IReadOnlyList<Feature> features, ref byte[] scratch)
    {
        if (key[0] == SumKeys.Neither)
        {
            (Unlabelled, Dropped) = (numbers[0], numbers[1]);
            return;
        }
        var side = key[0] == SumKeys.Trained ? Trained : HeldOut;
        var rest = key[2..];
        switch (key[1])
        {
            case SumKeys.Numbers:
                side.Products = numbers;
                break;
            case SumKeys.Text:
                var (feature, text) = SumKeys.ReadText(ref rest, ref scratch);
                side.Texts[feature].Add(new TextSum(new Utf8Key(text), numbers));
                SumLimits.Check(features[feature], side.Texts[feature].Count);
                break;
            default:
                var (left, leftText) = SumKeys.ReadText(ref rest, ref scratch);
                var (right, rightText) = SumKeys.ReadText(ref rest, ref scratch);
                side.Pairs.Add(
                    new TextPair(
                        left,
                        side.Find(left, new Utf8Key(leftText)),
                        right,
                        side.Find(right, new Utf8Key(rightText))),
                    numbers[0]);
                SumLimits.Check(side.Pairs.Count);
                break;
        }
    }
}
