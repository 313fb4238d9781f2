using System.Text.Json;
using Pipeline.Core.Publishing;
using Pipeline.Core.Texts;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Versions;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>Starts logistic training from the weights of a version, as far as classes and texts match.</summary>
internal static class WarmStart
{
    public static LogisticState From(LogisticState start, TrainSettings settings, ModelFolder models, string version)
    {
        var file = Lineage.Read(models, version, "operation.from").State;
        var parent = JsonSerializer.Deserialize(
            LearnedState.Read(models.VersionPath(version), file),
            LogisticJson.Default.LogisticWeights)!;
        var codes = parent.Codes.Select((code, i) => LogisticColumns.CodeOf(settings.Features[i], code)).ToList();
        var model = new Model(
            [.. parent.Classes.Select(text => new Utf8Key(text))],
            codes,
            parent.Intercepts,
            parent.Weights);
        var columns = new LogisticColumns(settings, start);
        var outputs = start.Outputs.Select((output, i) =>
        {
            var (place, sign) = Find(model, new Utf8Key(start.Classes[start.Outputs.Count == 1 ? 1 : i]));
            return place < 0 ? output : output with { Weights = Weights(start, settings, columns, model, place, sign) };
        });
        return start with { Outputs = [.. outputs] };
    }

    /// <summary>
    /// Returns the output for a class, with the sign -1 if it is for the opposite class; -1 if the version does not
    /// know the class.
    /// </summary>
    private static (int Output, int Sign) Find(Model model, Utf8Key name)
    {
        var place = model
            .Classes.Index()
            .Where(found => found.Item.Equals(name))
            .Select(found => found.Index)
            .DefaultIfEmpty(-1)
            .First();
        return place < 0 || model.Outputs > 1 ? (place, 1) : (0, place == 1 ? 1 : -1);
    }

    private static double[] Weights(
        LogisticState start,
        TrainSettings settings,
        LogisticColumns columns,
        Model model,
        int output,
        int sign)
    {
        var weights = new double[columns.Total];
        weights[0] = sign * model.Intercepts[output];
        for (var feature = 0; feature < settings.Features.Count; feature++)
        {
            var code = start.Codes[feature];
            var first = columns.StartOf(feature);
            if (!settings.Features[feature].IsText)
            {
                var weight = sign * model.Weights[output][model.Starts[feature]];
                weights[first] = weight * code.Deviation;
                weights[0] += weight * code.Mean;
                continue;
            }
            // The first text is the baseline, which may have changed.
            var compared = sign * model.WeightOf(output, feature, code.Texts[0]);
            weights[0] += compared;
            for (var text = 1; text < code.Texts.Count; text++)
                weights[first + text - 1] = sign * model.WeightOf(output, feature, code.Texts[text]) - compared;
            if (code.HasOthers)
                weights[first + code.Texts.Count - 1] = -compared;
        }
        return weights;
    }
}
