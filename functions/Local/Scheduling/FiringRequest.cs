using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Core.Jobs;
using Pipeline.Core.Operations;

namespace Pipeline.Local.Scheduling;

/// <summary>The request that each firing of a schedule starts a job with.</summary>
/// <param name="Text">
/// Its JSON. Where its dataset has dates, <c>scheduledTime</c> is <see cref="ScheduledTime"/>, and <c>timeZone</c> the schedule's
/// unless the request says another: who fires at half past midnight means the date that his clock shows.
/// </param>
/// <param name="TimeZone">The zone in which dates of the dataset are told; null if it has none.</param>
internal sealed record FiringRequest(string Text, string? TimeZone)
{
    /// <summary>What Scheduler replaces, wherever it stands, by the time for which the firing was planned.</summary>
    public const string ScheduledTime = "<aws.scheduler.scheduled-time>";

    private const string TimeField = "scheduledTime";
    private const string ZoneField = "timeZone";

    // Scheduler finds its words only if they are not escaped.
    public static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="utf8">The request as its file has it.</param>
    /// <param name="zone">The schedule's time zone.</param>
    /// <exception cref="InvalidRequestException">With every mistake in the request.</exception>
    public static FiringRequest Read(ReadOnlySpan<byte> utf8, string zone)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        var mistakes = new List<Mistake>();
        var request = RequestCheck.Read(utf8, mistakes);
        using var document = JsonDocument.Parse(utf8.ToArray());
        var json = document.RootElement;
        JsonElement[] times = [.. json.EnumerateObject().Where(field => field.NameEquals(TimeField)).Select(field => field.Value)];
        var isTimed = times is [{ ValueKind: JsonValueKind.String } time] && time.ValueEquals(ScheduledTime);
        // It is no time yet, and becomes one at each firing.
        if (isTimed)
            mistakes.RemoveAll(mistake => mistake.Field == TimeField);
        if (request.ScheduledTime is not null)
        {
            mistakes.Add(new Mistake(TimeField,
                $"Each firing has a time of its own, but this one would count for all of them. Leave the field out, and the schedule fills it in. To try a date, use pipeline plan --scheduled-time {IsoTime.Format(request.ScheduledTime.Value)}."));
        }
        if (mistakes.Count > 0)
            throw new InvalidRequestException(mistakes);
        var isDated = DatasetDates.DependOnJob(request);
        var text = Written(json.EnumerateObject(), isDated && !isTimed ? ScheduledTime : null, isDated && request.TimeZone is null ? zone : null);
        return new FiringRequest(Encoding.UTF8.GetString(text), isDated ? request.TimeZone ?? zone : null);
    }

    /// <summary>The fields of a request and others behind them, without white space.</summary>
    private static ReadOnlySpan<byte> Written(IEnumerable<JsonProperty> request, string? time = null, string? zone = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Unescaped))
        {
            json.WriteStartObject();
            foreach (var field in request)
                field.WriteTo(json);
            if (time is not null) json.WriteString(TimeField, time);
            if (zone is not null) json.WriteString(ZoneField, zone);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan;
    }
}
