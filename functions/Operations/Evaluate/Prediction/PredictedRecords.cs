using System.Runtime.InteropServices;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>The predictions for some records.</summary>
internal sealed class PredictedRecords(EvaluateSettings settings, int size)
{
    public int Size => size;

    /// <summary>The predicted number of each record; empty for a classification.</summary>
    public double[] Numbers { get; } = new double[settings.Kind == EvaluationKind.Regression ? size : 0];

    /// <summary>The index of each record's predicted class; -1 for an unknown class. Empty for a regression.</summary>
    public int[] Labels { get; } = new int[settings.Kind == EvaluationKind.Classification ? size : 0];

    /// <summary>The probabilities of each record, class by class; NaN if the model returned none.</summary>
    public double[] Probabilities { get; } =
        new double[settings.Outputs.Probabilities is null ? 0 : size * settings.Classes.Count];

    public Span<double> ProbabilitiesOf(int record) => Row(Probabilities, record);

    /// <summary>Copies the prediction of a record of <paramref name="other"/>.</summary>
    public void Take(int record, PredictedRecords other, int ofOther)
    {
        other.Row(other.Numbers, ofOther).CopyTo(Row(Numbers, record));
        other.Row(other.Labels, ofOther).CopyTo(Row(Labels, record));
        other.Row(other.Probabilities, ofOther).CopyTo(Row(Probabilities, record));
    }

    /// <summary>Whether the prediction equals that of a record of <paramref name="other"/>, bit for bit.</summary>
    public bool IsSame(int record, PredictedRecords other, int ofOther) =>
        AreSame(Row(Numbers, record), other.Row(other.Numbers, ofOther))
        && AreSame(Row(Labels, record), other.Row(other.Labels, ofOther))
        && AreSame(Row(Probabilities, record), other.Row(other.Probabilities, ofOther));

    private static bool AreSame<T>(Span<T> one, Span<T> other)
        where T : unmanaged => MemoryMarshal.AsBytes(one).SequenceEqual(MemoryMarshal.AsBytes(other));

    private Span<T> Row<T>(T[] values, int record) =>
        values.AsSpan(record * (values.Length / size), values.Length / size);
}
