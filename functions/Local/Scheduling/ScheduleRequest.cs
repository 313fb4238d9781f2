using System.Buffers;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;
using Pipeline.Operations;

namespace Pipeline.Local.Scheduling;

/// <summary>The job request that a schedule sends each time it fires.</summary>
/// <param name="Text">
/// Its JSON. If its dataset contains dates, <c>scheduledTime</c> is <see cref="ScheduledTime"/>, and <c>timeZone</c>
/// defaults to the schedule's: a job scheduled for half past midnight means the date on the clocks of that zone.
/// </param>
/// <param name="TimeZone">The time zone for dates in the dataset; null if it contains none.</param>
internal sealed record ScheduleRequest(string Text, string? TimeZone)
{
    /// <summary>Scheduler replaces this, anywhere in the request, with the time that the schedule fires for.</summary>
    public const string ScheduledTime = "<aws.scheduler.scheduled-time>";

    private const string TimeField = "scheduledTime";
    private const string ZoneField = "timeZone";

    /// <param name="utf8">The content of the request file.</param>
    /// <param name="zone">The schedule's time zone.</param>
    /// <exception cref="InvalidRequestException">With every validation error in the request.</exception>
    public static ScheduleRequest Read(ReadOnlySpan<byte> utf8, string zone)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        var errors = new List<ValidationError>();
        var request = OperationRegistry.All.ReadRequest(utf8, errors);
        using var document = JsonDocument.Parse(utf8.ToArray());
        var json = document.RootElement;
        var hasPlaceholder = HasPlaceholder(json);
        // The placeholder is not a valid time, but will be one when the schedule fires.
        if (hasPlaceholder)
            errors.RemoveAll(error => error.Field == TimeField);
        if (request.ScheduledTime is { } time)
            errors.Add(new ValidationError(TimeField, FixedTimeMessage(time)));
        if (errors.Count > 0)
            throw new InvalidRequestException(errors);
        var isDated = DatasetDates.DependOnJob(request);
        var text = Append(
            json,
            isDated && !hasPlaceholder ? ScheduledTime : null,
            isDated && request.TimeZone is null ? zone : null);
        return new ScheduleRequest(text, isDated ? request.TimeZone ?? zone : null);
    }

    private static bool HasPlaceholder(JsonElement request)
    {
        JsonProperty[] times = [.. request.EnumerateObject().Where(field => field.NameEquals(TimeField))];
        return times is [{ Value: { ValueKind: JsonValueKind.String } time }] && time.ValueEquals(ScheduledTime);
    }

    private static string FixedTimeMessage(DateTimeOffset time) =>
        "The schedule sets this field each time it fires, but a fixed value would apply every time. Remove the field. "
        + $"To try a date, use pipeline plan --scheduled-time {IsoTime.Format(time)}.";

    /// <summary>
    /// Appends fields to the request and removes white space. This copies the user's own JSON, with fields in their
    /// order, so there is no record to serialize.
    /// </summary>
    private static string Append(JsonElement request, string? time, string? zone)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ScheduleJson.Unescaped))
        {
            json.WriteStartObject();
            foreach (var field in request.EnumerateObject())
                field.WriteTo(json);
            if (time is not null) json.WriteString(TimeField, time);
            if (zone is not null) json.WriteString(ZoneField, zone);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
