using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Prediction;
using Pipeline.Operations.Evaluate.Scoring;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Output;

/// <summary>Streams the result from the merge of all partials.</summary>
internal sealed class EvaluateJson(EvaluateSettings settings, Stream target)
{
    /// <summary>
    /// The number of buffered bytes after which the writer is flushed, because there may be many groups.
    /// </summary>
    private const int MaxPending = 1 << 16;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly EvaluateCombiner _combiner = new(settings);
    private EntryStream _merged = null!;
    private bool _more;

    /// <summary>Whether the stream is at the first row of predictions.</summary>
    public bool HasRows => _more;

    /// <summary>Writes the result. Reads the stream up to the rows of predictions.</summary>
    public void Write(EntryStream merged)
    {
        _merged = merged;
        _more = merged.MoveNext();
        using (var json = new Utf8JsonWriter(target, Options))
        {
            json.WriteStartObject();
            WriteHead(json);
            if (settings.GroupBy is { } column)
                WriteGroups(json, settings.Columns[column].Name);
            WriteWorst(json);
            json.WriteEndObject();
        }
        target.Write("\n"u8);
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        var stamp = (ModelStamp)Read(Section.Model);
        stamp.Verify(settings);
        var counts = (RecordCounts)Read(Section.Counts);
        var sums = Read(Section.Overall);
        var spread = Read(Section.Spread);
        json.WriteStartObject("model");
        json.WriteString("path", settings.Model.Path);
        json.WriteString("hash", stamp.Hash.Length > 0 ? stamp.Hash : null);
        json.WriteEndObject();
        json.WriteString("kind", EnumNames.Of(settings.Kind));
        json.WriteString("label", settings.Label.Name);
        json.WriteNumber("unlabelled", counts.Unlabelled);
        json.WriteNumber("incomplete", counts.Incomplete);
        MetricsJson.Write(json, sums);
        if (spread is ErrorSketches errors)
            MetricsJson.Write(json, errors);
        else
            ClassesJson.Write(
                json,
                settings,
                (Confusion)spread,
                [.. ClassScores.Curves(settings).Select(_ => ((RocCounts)Read(Section.Roc)).Bins)]);
    }

    private void WriteGroups(Utf8JsonWriter json, string column)
    {
        json.WriteString("groupBy", column);
        json.WriteStartArray("groups");
        while (IsAt(Section.Group))
        {
            json.WriteStartObject();
            json.WritePropertyName("group");
            if (EvaluateKeys.ReadGroup(_merged.Key) is { } group)
                json.WriteStringValue(Encoding.UTF8.GetString(group));
            else
                json.WriteNullValue();
            MetricsJson.Write(json, Read(Section.Group));
            json.WriteEndObject();
            if (json.BytesPending > MaxPending)
                json.Flush();
        }
        json.WriteEndArray();
    }

    private void WriteWorst(Utf8JsonWriter json)
    {
        json.WriteStartArray("worst");
        for (; IsAt(Section.Worst); _more = _merged.MoveNext())
            json.WriteRawValue(_merged.Value);
        json.WriteEndArray();
    }

    private bool IsAt(Section section) => _more && (Section)_merged.Key[0] == section;

    /// <summary>
    /// Reads the next entry if it belongs to the section; otherwise there are no records, and the state is empty.
    /// </summary>
    private IMergeable Read(Section section)
    {
        var state = _combiner.NewState(section);
        if (!IsAt(section)) return state;
        var reader = new StateReader(_merged.Value);
        state.Merge(ref reader);
        _more = _merged.MoveNext();
        return state;
    }
}
