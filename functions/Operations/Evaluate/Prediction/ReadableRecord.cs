using System.Buffers;
using System.Globalization;
using System.Text;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Core.Texts;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>Formats a record and its prediction for the result, as a line of JSON or a row of CSV.</summary>
internal sealed class ReadableRecord(EvaluateSettings settings)
{
    private readonly ArrayBufferWriter<byte> _text = new(512);

    /// <summary>Returns the header of the predictions: file, offset, label, prediction and probabilities.</summary>
    public static byte[] Head(EvaluateSettings settings)
    {
        var head = new ReadableRecord(settings);
        string[] names =
        [
            "file",
            "offset",
            settings.Label.Name,
            "prediction",
            .. settings.Outputs.Probabilities is null ? [] : settings.Classes.Select(name => $"probability_{name}"),
        ];
        foreach (var (i, name) in names.Index())
        {
            head.Put(i == 0 ? "" : ",");
            head.PutField(Encoding.UTF8.GetBytes(name));
        }
        head.Put("\n");
        return head._text.WrittenSpan.ToArray();
    }

    /// <param name="badness">The absolute error or the loss; infinite for an invalid prediction.</param>
    /// <returns>A line of JSON, valid until the next call.</returns>
    public ReadOnlySpan<byte> ToJson(RecordBatch batch, RecordFields fields, int row, string prediction, double badness)
    {
        _text.ResetWrittenCount();
        Put("\n    { \"file\": ");
        JsonText.Write(Encoding.UTF8.GetBytes(batch.File), _text);
        Put($", \"offset\": {batch.Offsets[row].ToString(CultureInfo.InvariantCulture)}, \"label\": ");
        PutValue(0);
        Put(", \"prediction\": ");
        var text = Encoding.UTF8.GetBytes(prediction);
        if (text.Length == 0)
            Put("null");
        else if (settings.Kind == EvaluationKind.Regression)
            _text.Write(text);
        else
            JsonText.Write(text, _text);
        Put(settings.Kind == EvaluationKind.Regression ? ", \"absoluteError\": " : ", \"loss\": ");
        Put(double.IsFinite(badness) ? Show(badness) : "null");
        Put(", \"values\": { ");
        for (var column = 1; column < settings.Columns.Count; column++)
        {
            Put(column == 1 ? "" : ", ");
            JsonText.Write(Encoding.UTF8.GetBytes(settings.Columns[column].Name), _text);
            Put(": ");
            PutValue(column);
        }
        Put(" } }");
        return _text.WrittenSpan;

        void PutValue(int column)
        {
            var value = fields.Text(column, row);
            if (fields.IsMissing(column, row))
                Put("null");
            else if (settings.Columns[column].Kind == ColumnKind.Number && JsonText.IsNumber(value))
                _text.Write(value);
            else
                JsonText.Write(value, _text);
        }
    }

    /// <returns>A row of CSV, valid until the next call.</returns>
    public ReadOnlySpan<byte> ToCsv(
        RecordBatch batch,
        RecordFields fields,
        int row,
        string prediction,
        ReadOnlySpan<double> probabilities)
    {
        _text.ResetWrittenCount();
        PutField(Encoding.UTF8.GetBytes(batch.File));
        Put($",{batch.Offsets[row].ToString(CultureInfo.InvariantCulture)},");
        PutField(fields.Text(0, row));
        Put(",");
        if (prediction.Length > 0)
            PutField(Encoding.UTF8.GetBytes(prediction));
        foreach (var probability in probabilities)
            Put(double.IsFinite(probability) ? $",{Show(probability)}" : ",");
        Put("\n");
        return _text.WrittenSpan;
    }

    /// <summary>Formats a number in the shortest form that round-trips; empty for NaN and infinity.</summary>
    public static string Show(double value) =>
        double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private void PutField(ReadOnlySpan<byte> value) => CsvText.Write(value, _text);

    private void Put(string text) => Encoding.UTF8.GetBytes(text, _text);
}
