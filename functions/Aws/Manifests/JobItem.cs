using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2.Model;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// Reads and writes the item of a job. Values that people look up in the console have their own attributes.
/// </summary>
internal static class JobItem
{
    /// <summary>The attributes of a new job.</summary>
    public static Dictionary<string, AttributeValue> Write(JobManifest job, string writeId)
    {
        var item = new Dictionary<string, AttributeValue>
        {
            [AttributeNames.JobId] = AttributeValues.Of(job.JobId),
            [AttributeNames.Item] = AttributeValues.Of(AttributeNames.Job),
            [AttributeNames.Kind] = AttributeValues.Of(AttributeNames.Job),
            [AttributeNames.CreatedAt] = AttributeValues.Of(job.CreatedAt),
            [AttributeNames.Request] = AttributeValues.Json(job.Request, ItemJson.Jobs.JobRequest),
        };
        foreach (var (name, value) in MutableAttributes(job, writeId))
        {
            if (value is not null)
                item[name] = value;
        }
        return item;
    }

    /// <summary>Updates everything except the request and the creation time, which never change.</summary>
    public static ItemUpdate Save(JobManifest job, string writeId)
    {
        var update = new ItemUpdate(job.JobId, AttributeNames.Job);
        foreach (var (name, value) in MutableAttributes(job, writeId))
            update.Set(name, value);
        return update;
    }

    public static JobManifest Read(Dictionary<string, AttributeValue> item)
    {
        var reader = new ItemReader(item);
        return new JobManifest(
            reader.Text(AttributeNames.JobId),
            reader.Json(AttributeNames.Request, ItemJson.Jobs.JobRequest),
            reader.Json(AttributeNames.Format, ItemJson.Manifests.RecordFormat),
            ReadState(item),
            reader.Time(AttributeNames.CreatedAt),
            reader.Time(AttributeNames.UpdatedAt),
            reader.Int32(AttributeNames.Blocks),
            reader.Int32(AttributeNames.Files),
            reader.Int64(AttributeNames.Bytes),
            reader.OptionalText(AttributeNames.Error),
            reader.OptionalText(AttributeNames.Cause),
            reader.OptionalJson(AttributeNames.Result, ItemJson.Jobs.JobResult),
            reader.OptionalInt32(AttributeNames.Pass),
            reader.OptionalJson(AttributeNames.Learned, ItemJson.Manifests.StoredFile));
    }

    public static JobState ReadState(Dictionary<string, AttributeValue> item) =>
        new ItemReader(item).Text(AttributeNames.State) is var name && EnumNames.Find<JobState>(name) is { } state
            ? state
            : throw new ManifestStoreException(
                $"Job {item[AttributeNames.JobId].S} has the state \"{name}\", which this version does not support. It "
                + $"supports {string.Join(", ", EnumNames.All<JobState>())}. Use the version that wrote the job or a "
                + "later one.");

    private static IEnumerable<(string Name, AttributeValue? Value)> MutableAttributes(
        JobManifest job, string writeId) =>
    [
        (AttributeNames.WriteId, AttributeValues.Of(writeId)),
        (AttributeNames.UpdatedAt, AttributeValues.Of(job.UpdatedAt)),
        (AttributeNames.Format, AttributeValues.Json(job.Format, ItemJson.Manifests.RecordFormat)),
        (AttributeNames.State, AttributeValues.Of(EnumNames.Of(job.State))),
        (AttributeNames.Blocks, AttributeValues.Of(job.Blocks)),
        (AttributeNames.Files, AttributeValues.Of(job.Files)),
        (AttributeNames.Bytes, AttributeValues.Of(job.Bytes)),
        (AttributeNames.Error, job.Error is { } error ? AttributeValues.Of(error) : null),
        (AttributeNames.Cause, job.Cause is { } cause ? AttributeValues.Of(cause) : null),
        (AttributeNames.Pass, job.Pass > 0 ? AttributeValues.Of(job.Pass) : null),
        (AttributeNames.Learned, OptionalJson(job.Learned, ItemJson.Manifests.StoredFile)),
        (AttributeNames.Result, OptionalJson(job.Result, ItemJson.Jobs.JobResult)),
    ];

    private static AttributeValue? OptionalJson<T>(T? value, JsonTypeInfo<T> type)
        where T : class => value is null ? null : AttributeValues.Json(value, type);
}
