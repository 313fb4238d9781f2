using System.Globalization;
using System.Text;
using Pipeline.Core.Formats;
using Pipeline.Core.Numbers;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Core.Texts;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>
/// Reads the labels and the model's inputs from the records of a batch. Text in a numeric column, including NaN and
/// infinity, makes a bad record.
/// </summary>
internal sealed class RecordFields(EvaluateSettings settings, BadRecords badRecords)
{
    private readonly TextInterner _classes = ClassName.All(settings.Label.Kind, settings.Classes);
    private RecordBatch _batch = null!;

    public RecordCounts Counts { get; } = new();

    public void Start(RecordBatch batch) => _batch = batch;

    public bool IsMissing(int column, int row) => _batch.Columns[column].Lengths[row] == FieldColumn.Null;

    /// <summary>Returns the text of a field; empty if it is missing.</summary>
    public ReadOnlySpan<byte> Text(int column, int row)
    {
        var field = _batch.Columns[column];
        return IsMissing(column, row) ? [] : _batch.Bytes.AsSpan(field.Starts[row], field.Lengths[row]);
    }

    /// <summary>Reads a record into the model's inputs.</summary>
    /// <param name="number">The label of a regression.</param>
    /// <param name="truth">The index of the true class; the number of classes if the model does not know it.</param>
    /// <returns>False if the record is not predicted.</returns>
    public bool TryRead(int row, IReadOnlyList<InputBuffer> inputs, int place, out double number, out int truth)
    {
        (number, truth) = (0, 0);
        if (IsMissing(0, row))
        {
            Counts.Unlabelled++;
            return false;
        }
        if (!TryReadLabel(row, out number, out truth)) return false;
        var isComplete = true;
        for (var i = 0; i < inputs.Count; i++)
        {
            var columns = settings.Inputs[i].Columns;
            for (var j = 0; j < columns.Count; j++)
            {
                var at = place * columns.Count + j;
                if (IsMissing(columns[j], row))
                    isComplete &= inputs[i].SetMissing(at);
                else if (settings.Inputs[i].Value.Element == OnnxGraph.Text)
                    inputs[i].Set(at, Text(columns[j], row));
                else if (!TryReadNumber(settings.Columns[columns[j]], row, columns[j], out var value)
                    || !TryFit(settings.Inputs[i].Value, columns[j], row, value.ToDouble()))
                    return false;
                else
                    inputs[i].Set(at, value.ToDouble());
            }
        }
        if (!isComplete)
            Counts.Incomplete++;
        return isComplete;
    }

    private bool TryReadLabel(int row, out double number, out int truth)
    {
        (number, truth) = (0, 0);
        if (!TryReadNumber(settings.Label, row, 0, out var value)) return false;
        if (settings.Kind == EvaluationKind.Regression)
        {
            number = value.ToDouble();
            if (Math.Abs(number) < EvaluateSettings.MaxNumber) return true;
            Reject(0, row, "is too large a number to take its square, expected less than 1e150");
            return false;
        }
        Span<byte> scratch = stackalloc byte[DecimalText.MaxLength];
        truth = _classes.Find(ClassName.Of(settings.Label.Kind, Text(0, row), value, scratch));
        if (truth < 0)
            truth = settings.Classes.Count;
        return true;
    }

    private bool TryReadNumber(Column column, int row, int place, out ExactValue value)
    {
        value = default;
        var text = Text(place, row);
        switch (column.Kind)
        {
            case ColumnKind.Number:
                if (ExactValue.TryParse(text, out value)) return true;
                Reject(place, row, "is not a number in the range of a double");
                return false;
            case ColumnKind.Boolean:
                if (Ascii.EqualsIgnoreCase(text, "true"u8))
                    value = ExactValue.One;
                else if (!Ascii.EqualsIgnoreCase(text, "false"u8))
                {
                    Reject(place, row, "is neither true nor false");
                    return false;
                }
                return true;
            default:
                return true;
        }
    }

    /// <summary>Whether the input can hold the number.</summary>
    private bool TryFit(OnnxValue input, int column, int row, double value)
    {
        var (least, most) = input.Element switch
        {
            OnnxGraph.Int64 => (-9007199254740992.0, 9007199254740992.0),
            OnnxValue.Int32 => (int.MinValue, int.MaxValue),
            OnnxValue.Boolean => (0, 1),
            OnnxValue.Float => (float.MinValue, float.MaxValue),
            _ => (double.MinValue, double.MaxValue),
        };
        if (value >= least && value <= most && (input.IsReal || value == Math.Floor(value)))
            return true;
        Reject(
            column,
            row,
            string.Create(
                CultureInfo.InvariantCulture,
                $"is not a {(input.IsReal ? "" : "whole ")}number from {least} to {most}, which the model's input "
                    + $"{input} holds"));
        return false;
    }

    private void Reject(int column, int row, string what)
    {
        var name = settings.Columns[column].Name;
        badRecords.Add(
            _batch.File,
            _batch.Offsets[row],
            $"Column \"{name}\": {QuotedValue.Quote(Text(column, row))} {what}. If the column is text, set "
                + $"\"format.types\": {{\"{name}\": \"text\"}}.");
    }
}
