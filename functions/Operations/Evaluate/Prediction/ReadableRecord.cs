using System.Buffers;
using System.Globalization;
using System.Text;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Core.Texts;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>A record and what came of it, as the result tells it: one line of JSON, or a row of CSV.</summary>
internal sealed class ReadableRecord(EvaluateSettings settings)
{
    private readonly ArrayBufferWriter<byte> _text = new(512);

    /// <summary>The columns of the predictions: where the record is, its label, what the model says, and its probabilities.</summary>
    public static byte[] Head(EvaluateSettings settings)
    {
        var head = new ReadableRecord(settings);
        string[] names = ["file", "offset", settings.Label.Name, "prediction", .. settings.Outputs.Probabilities is null ? [] : settings.Classes.Select(name => $"probability_{name}")];
        foreach (var (i, name) in names.Index())
        {
            head.Put(i == 0 ? "" : ",");
            head.PutField(Encoding.UTF8.GetBytes(name));
        }
        head.Put("\n");
        return head._text.WrittenSpan.ToArray();
    }

    /// <param name="badness">How far off it is, or its loss; infinite for no prediction.</param>
    /// <returns>Valid until the next call.</returns>
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

    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> ToCsv(RecordBatch batch, RecordFields fields, int row, string prediction, ReadOnlySpan<double> probabilities)
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

    /// <summary>A number in the shortest form that gives it back; nothing for what is none.</summary>
    public static string Show(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private void PutField(ReadOnlySpan<byte> value) => CsvText.Write(value, _text);

    private void Put(string text) => Encoding.UTF8.GetBytes(text, _text);
}
