using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>
/// Fills in the dates in the paths of a dataset. They follow from the request and the creation time of the job, which
/// never change, so retries and redrives read the same files.
/// </summary>
public static class DatasetDates
{
    /// <summary>
    /// Whether the files depend on when the job was created, because the request does not set the time itself.
    /// </summary>
    public static bool DependOnJob(JobRequest request) =>
        request.ScheduledTime is null && request.Dataset.Any(DatePatterns.Any);

    /// <param name="createdAt">
    /// When the job was created; used if the request has no <see cref="JobRequest.ScheduledTime"/>.
    /// </param>
    public static IReadOnlyList<DatasetPath> FillIn(JobRequest request, DateTimeOffset createdAt)
    {
        if (!request.Dataset.Any(DatePatterns.Any))
            return [.. request.Dataset.Select(path => new DatasetPath(path))];
        var name = request.TimeZone ?? "UTC";
        if (!TimeZones.TryFind(name, out var zone, out var error))
            throw new InvalidRequestException("timeZone", error);
        var time = request.ScheduledTime ?? createdAt;
        var shown = string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeZoneInfo.ConvertTime(time, zone):yyyy-MM-dd HH:mm} {name}");
        return
        [
            .. request.Dataset.Select(path =>
                DatePatterns.Any(path)
                    ? new DatasetPath(DatePatterns.FillIn(path, time, zone), $"{path} at {shown}")
                    : new DatasetPath(path)),
        ];
    }
}
