using Pipeline.Core.Texts;
using Pipeline.Operations.Train.Features;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Versions;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>
/// Converts records to the columns of a logistic model, in sparse form: 1 for the intercept, standardized numbers, and
/// one-hot encoded texts.
/// </summary>
internal sealed class LogisticColumns
{
    private readonly TrainSettings _settings;
    private readonly LogisticState _state;
    private readonly int[] _starts;
    private readonly TextInterner[] _texts;

    public LogisticColumns(TrainSettings settings, LogisticState state)
    {
        _settings = settings;
        _state = state;
        _starts = new int[settings.Features.Count + 1];
        _starts[0] = 1;
        for (var feature = 0; feature < settings.Features.Count; feature++)
            _starts[feature + 1] = _starts[feature] + CodeOf(settings.Features[feature], state.Codes[feature]).Columns;
        _texts = [.. state.Codes.Select(code =>
        {
            var ids = new TextInterner();
            foreach (var text in code.Texts)
                ids.Add(text);
            return ids;
        })];
        Places = new int[settings.Features.Count + 1];
        Values = new double[settings.Features.Count + 1];
    }

    /// <summary>The number of columns.</summary>
    public int Total => _starts[^1];

    /// <summary>The number of nonzero columns of the record.</summary>
    public int Count { get; private set; }

    /// <summary>The indexes of the nonzero columns, ascending.</summary>
    public int[] Places { get; }

    /// <summary>The values of the nonzero columns.</summary>
    public double[] Values { get; }

    public static FeatureCode CodeOf(Feature feature, LogisticCode code) =>
        new(feature, code.Mean, [.. code.Texts.Select(text => new Utf8Key(text))], code.HasOthers);

    /// <summary>Returns the index of the first column of a feature.</summary>
    public int StartOf(int feature) => _starts[feature];

    public void Load(RecordReader record)
    {
        Count = 0;
        Add(0, 1);
        for (var feature = 0; feature < _texts.Length; feature++)
        {
            var code = _state.Codes[feature];
            if (_settings.Features[feature].IsText)
            {
                var id = _texts[feature].Find(record.Text(feature));
                var column = id >= 0 ? id - 1 : code.HasOthers ? code.Texts.Count - 1 : -1;
                if (column >= 0)
                    Add(_starts[feature] + column, 1);
            }
            else if (!record.Missing[feature] && code.Deviation > 0)
                Add(_starts[feature], (record.Numbers[feature].ToDouble() - code.Mean) / code.Deviation);
        }
    }

    /// <summary>Returns the dot product of the record's columns and the weights, added in column order.</summary>
    public double Times(double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
            sum += weights[Places[i]] * Values[i];
        return sum;
    }

    /// <summary>Returns the model with weights for the original, not standardized values.</summary>
    public Model ToModel()
    {
        var codes = _settings.Features.Select((feature, i) => CodeOf(feature, _state.Codes[i])).ToList();
        var intercepts = new double[_state.Outputs.Count];
        var weights = new double[intercepts.Length][];
        for (var output = 0; output < intercepts.Length; output++)
        {
            var standardised = _state.Outputs[output].Weights;
            intercepts[output] = standardised[0];
            weights[output] = standardised[1..];
            for (var feature = 0; feature < codes.Count; feature++)
            {
                if (codes[feature].Feature.IsText) continue;
                var deviation = _state.Codes[feature].Deviation;
                var weight = deviation > 0 ? standardised[_starts[feature]] / deviation : 0;
                weights[output][_starts[feature] - 1] = weight;
                intercepts[output] -= weight * codes[feature].Mean;
            }
        }
        return new Model([.. _state.Classes.Select(text => new Utf8Key(text))], codes, intercepts, weights);
    }

    private void Add(int place, double value)
    {
        Places[Count] = place;
        Values[Count++] = value;
    }
}
