using System.Text;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Core.Texts;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Features;

/// <summary>
/// Reads the label and features of the records of a batch, and whether a record is held out. Text in a numeric column,
/// including NaN and infinity, makes a bad record.
/// </summary>
internal sealed class RecordReader(TrainSettings settings, BadRecords badRecords)
{
    private readonly HeldOut _heldOut = new(settings.HeldOut);
    private RecordBatch _batch = null!;
    private int _row;

    /// <summary>The values of the numeric features, by feature; default if the feature is missing or a text.</summary>
    public ExactValue[] Numbers { get; } = new ExactValue[settings.Features.Count];

    /// <summary>Whether each feature is missing.</summary>
    public bool[] Missing { get; } = new bool[settings.Features.Count];

    /// <summary>The label, if it is a number or a boolean.</summary>
    public ExactValue Label { get; private set; }

    /// <summary>Whether the record is held out to measure the model.</summary>
    public bool IsHeldOut { get; private set; }

    /// <summary>The number of records without a label so far. They are not used.</summary>
    public long Unlabelled { get; private set; }

    /// <summary>The number of records dropped so far because a feature was missing.</summary>
    public long Dropped { get; private set; }

    public void Start(RecordBatch batch)
    {
        _batch = batch;
        _row = -1;
    }

    /// <summary>Moves to the next usable record. Returns false at the end of the batch.</summary>
    public bool MoveNext()
    {
        while (++_row < _batch.Count)
        {
            if (TryRead()) return true;
        }
        return false;
    }

    /// <summary>Returns the value of a text feature; empty if it is missing.</summary>
    public ReadOnlySpan<byte> Text(int feature) => Field(feature + 1);

    /// <summary>Returns the record's class. Numbers and booleans are in canonical form.</summary>
    public ReadOnlySpan<byte> Class(Span<byte> scratch) => settings.Label.Kind switch
    {
        ColumnKind.Text => Field(0),
        ColumnKind.Boolean => Label.Units == 0 ? "false"u8 : "true"u8,
        _ => Label.Format(scratch),
    };

    private bool TryRead()
    {
        if (_batch.Columns[0].Lengths[_row] == FieldColumn.Null)
        {
            Unlabelled++;
            return false;
        }
        if (!TryReadNumber(settings.Label, Field(0), out var label)) return false;
        var isMissing = false;
        for (var feature = 0; feature < Numbers.Length; feature++)
        {
            Missing[feature] = _batch.Columns[feature + 1].Lengths[_row] == FieldColumn.Null;
            isMissing |= Missing[feature];
            Numbers[feature] = default;
            if (!Missing[feature]
                && !TryReadNumber(settings.Features[feature], Field(feature + 1), out Numbers[feature]))
                return false;
        }
        if (isMissing && settings.Missing == MissingRule.Drop)
        {
            Dropped++;
            return false;
        }
        Label = label;
        var records = _batch.Records!;
        IsHeldOut = _heldOut.Has(_batch.RecordBytes.AsSpan(records.Starts[_row], records.Lengths[_row]));
        return true;
    }

    /// <summary>Reads a number or a boolean. Ignores texts.</summary>
    private bool TryReadNumber(Feature feature, ReadOnlySpan<byte> text, out ExactValue value)
    {
        value = default;
        switch (feature.Kind)
        {
            case ColumnKind.Number:
                if (ExactValue.TryParse(text, out value)) return true;
                Reject(feature, text, "is not a number in the range of a double");
                return false;
            case ColumnKind.Boolean:
                if (Ascii.EqualsIgnoreCase(text, "true"u8))
                    value = ExactValue.One;
                else if (!Ascii.EqualsIgnoreCase(text, "false"u8))
                {
                    Reject(feature, text, "is neither true nor false");
                    return false;
                }
                return true;
            default:
                return true;
        }
    }

    private void Reject(Feature feature, ReadOnlySpan<byte> text, string what) =>
        badRecords.Add(
            _batch.File,
            _batch.Offsets[_row],
            $"Column \"{feature.Name}\": {QuotedValue.Quote(text)} {what}. If the column is text, set "
                + $"\"format.types\": {{\"{feature.Name}\": \"text\"}}.");

    private ReadOnlySpan<byte> Field(int column)
    {
        var field = _batch.Columns[column];
        var length = field.Lengths[_row];
        return length == FieldColumn.Null ? [] : _batch.Bytes.AsSpan(field.Starts[_row], length);
    }
}
