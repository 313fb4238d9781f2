using System.Runtime.InteropServices;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>What a model says of some records.</summary>
internal sealed class PredictedRecords(EvaluateSettings settings, int size)
{
    public int Size => size;

    /// <summary>Of a regression, one for each record.</summary>
    public double[] Numbers { get; } = new double[settings.Kind == EvaluationKind.Regression ? size : 0];

    /// <summary>The class of each record; -1 where the model gave none that it knows.</summary>
    public int[] Labels { get; } = new int[settings.Kind == EvaluationKind.Classification ? size : 0];

    /// <summary>The probabilities of each record, class by class; NaN where the model gave none.</summary>
    public double[] Probabilities { get; } = new double[settings.Outputs.Probabilities is null ? 0 : size * settings.Classes.Count];

    public Span<double> ProbabilitiesOf(int record) => Row(Probabilities, record);

    /// <summary>Takes what is said of another's record.</summary>
    public void Take(int record, PredictedRecords other, int ofOther)
    {
        other.Row(other.Numbers, ofOther).CopyTo(Row(Numbers, record));
        other.Row(other.Labels, ofOther).CopyTo(Row(Labels, record));
        other.Row(other.Probabilities, ofOther).CopyTo(Row(Probabilities, record));
    }

    /// <summary>Whether the same is said of another's record, bit for bit.</summary>
    public bool IsSame(int record, PredictedRecords other, int ofOther) =>
        AreSame(Row(Numbers, record), other.Row(other.Numbers, ofOther))
        && AreSame(Row(Labels, record), other.Row(other.Labels, ofOther))
        && AreSame(Row(Probabilities, record), other.Row(other.Probabilities, ofOther));

    private static bool AreSame<T>(Span<T> one, Span<T> other)
        where T : unmanaged => MemoryMarshal.AsBytes(one).SequenceEqual(MemoryMarshal.AsBytes(other));

    private Span<T> Row<T>(T[] values, int record) => values.AsSpan(record * (values.Length / size), values.Length / size);
}
