using System.Text.Json;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Core.Texts;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Features;
using Pipeline.Operations.Train.Linear;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Sums;
using Pipeline.Operations.Train.Versions;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>
/// The first pass of logistic training: determines the encoding of the features, the classes, and the version whose
/// weights to start from. This choice applies to all passes, so if another version becomes the latest in the meantime,
/// publishing fails with a conflict.
/// </summary>
internal sealed class LogisticStart(TrainSettings settings, OperationContext context) : IMultiPassOperation
{
    private readonly ModelFolder _models = new(context.Root, settings.Model);

    public IReadOnlyList<string> Columns => settings.Columns;

    public bool NeedsRecords => true;

    public OutputFormat Output => OutputFormat.Json;

    public int MaxPasses => LogisticTraining.Passes;

    public IBlockProcessor StartBlock(BlockContext block) => new LogisticStartProcessor(settings, block.BadRecords);

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        new CombinedStream(new MergedStream(partials), new SumCombiner());

    public byte[]? Learn(EntryStream merged, ScratchFolder scratch)
    {
        var origin = ParentVersion.Find(_models, settings, version: null);
        var numbers = new Number[settings.Features.Count][];
        var texts = new List<(Utf8Key Text, Number Count)>[settings.Features.Count + 1];
        var (unlabelled, dropped) = Read(merged, numbers, texts);
        var classes = texts[^1].OrderBy(found => found.Text).ToList();
        RequireClasses(classes);
        var codes = settings.Features.Select((feature, i) => CodeOf(feature, numbers[i], texts[i])).ToList();
        var columns =
            1 + codes.Index().Sum(code => LogisticColumns.CodeOf(settings.Features[code.Index], code.Item).Columns);
        var outputs = classes.Count == 2 ? 1 : classes.Count;
        SumLimits.CheckColumns(columns, outputs);

        var names = classes.Select(found => found.Text.Bytes.ToArray()).ToList();
        var start = new LogisticState(
            origin.Parent,
            origin.Based,
            names,
            codes,
            [
                .. Enumerable
                    .Range(0, outputs)
                    .Select(_ => new LogisticOutput(new double[columns], null, null, 0, IsDone: false)),
            ],
            (long)classes.Aggregate(new Number(), (sum, found) => sum + found.Count).UnitsAt(0),
            unlabelled,
            dropped);
        if (origin.Parent is not null)
            start = WarmStart.From(start, settings, _models, origin.Parent);
        return JsonSerializer.SerializeToUtf8Bytes(start, LogisticJson.Default.LogisticState);
    }

    /// <summary>Never called, because the first pass is never the last.</summary>
    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch) =>
        throw new InvalidOperationException("The first pass of a logistic training has no result.");

    private static (long Unlabelled, long Dropped) Read(
        EntryStream merged,
        Number[][] numbers,
        List<(Utf8Key, Number)>[] texts)
    {
        var (unlabelled, dropped) = (0L, 0L);
        for (var i = 0; i < texts.Length; i++)
            texts[i] = [];
        var scratch = Array.Empty<byte>();
        while (merged.MoveNext())
        {
            var found = SumCombiner.Read(merged.Value);
            if (merged.Key[0] == SumKeys.Neither)
            {
                (unlabelled, dropped) = ((long)found[0].UnitsAt(0), (long)found[1].UnitsAt(0));
                continue;
            }
            var key = merged.Key[2..];
            var (feature, text) = SumKeys.ReadText(ref key, ref scratch);
            if (found.Length == 1)
                texts[feature].Add((new Utf8Key(text), found[0]));
            else
                numbers[feature] = found;
        }
        return (unlabelled, dropped);
    }

    private LogisticCode CodeOf(Feature feature, Number[]? sums, List<(Utf8Key Text, Number Count)> texts)
    {
        if (feature.IsText)
        {
            SumLimits.Check(feature, texts.Count);
            var code = FeatureCode.OfText(feature, texts, settings.Categories);
            return new LogisticCode(0, 0, [.. code.Texts.Select(text => text.Bytes.ToArray())], code.HasOthers);
        }
        var (count, sum, squares) = (sums![0], sums[1], sums[2]);
        if (count.IsZero) return new LogisticCode(0, 0, [], HasOthers: false);
        // The variance of the values that are not missing. Missing ones are at the mean and add nothing.
        var variance = ExactDivision.ToDouble(squares * count - sum * sum, count * count);
        return new LogisticCode(ExactDivision.ToDouble(sum, count), Math.Sqrt(variance), [], HasOthers: false);
    }

    private void RequireClasses(List<(Utf8Key Text, Number Count)> classes)
    {
        if (classes.Count < 2)
        {
            throw new UntrainableException(
                $"Column \"{settings.Label.Name}\" has "
                    + $"{(classes.Count == 0 ? "no class" : $"one class, \"{classes[0].Text}\",")} in the training "
                    + "records, expected two or more. Check \"label\" and \"heldOut\".");
        }
        if (classes.Count > SumLimits.MaxClasses)
        {
            throw new UntrainableException(
                $"Column \"{settings.Label.Name}\" has {classes.Count} classes, expected at most "
                    + $"{SumLimits.MaxClasses}. To predict a number, set \"kind\" to \"linear\".");
        }
    }
}
