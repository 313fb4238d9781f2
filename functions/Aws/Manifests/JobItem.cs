using Amazon.DynamoDBv2.Model;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Manifests;

/// <summary>The item of a job. What people look for in the console is an attribute of its own.</summary>
internal static class JobItem
{
    /// <summary>Names and values of a job that is new.</summary>
    public static Dictionary<string, AttributeValue> Write(JobManifest job, string call)
    {
        var item = new Dictionary<string, AttributeValue>
        {
            [AttributeNames.JobId] = AttributeValues.Of(job.JobId),
            [AttributeNames.Item] = AttributeValues.Of(AttributeNames.Job),
            [AttributeNames.Kind] = AttributeValues.Of(AttributeNames.Job),
            [AttributeNames.CreatedAt] = AttributeValues.Of(job.CreatedAt),
            [AttributeNames.Request] = AttributeValues.Json(job.Request, ItemJson.Jobs.JobRequest),
        };
        foreach (var (name, value) in Changing(job, call))
        {
            if (value is not null)
                item[name] = value;
        }
        return item;
    }

    /// <summary>A save of the job: all but its request and creation time, which never change.</summary>
    public static ItemUpdate Save(JobManifest job, string call)
    {
        var update = new ItemUpdate(job.JobId, AttributeNames.Job);
        foreach (var (name, value) in Changing(job, call))
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
            reader.OptionalJson(AttributeNames.Learned, ItemJson.Manifests.PartialFile));
    }

    public static JobState ReadState(Dictionary<string, AttributeValue> item) =>
        new ItemReader(item).Text(AttributeNames.State) is var name && WireName.Find<JobState>(name) is { } state
            ? state
            : throw new ManifestStoreException(
                $"Job {item[AttributeNames.JobId].S} is in the state \"{name}\", and this program knows {string.Join(", ", WireName.All<JobState>())}. Use the program that wrote it or a later one.");

    private static IEnumerable<(string Name, AttributeValue? Value)> Changing(JobManifest job, string call) =>
    [
        (AttributeNames.Call, AttributeValues.Of(call)),
        (AttributeNames.UpdatedAt, AttributeValues.Of(job.UpdatedAt)),
        (AttributeNames.Format, AttributeValues.Json(job.Format, ItemJson.Manifests.RecordFormat)),
        (AttributeNames.State, AttributeValues.Of(WireName.Of(job.State))),
        (AttributeNames.Blocks, AttributeValues.Of(job.Blocks)),
        (AttributeNames.Files, AttributeValues.Of(job.Files)),
        (AttributeNames.Bytes, AttributeValues.Of(job.Bytes)),
        (AttributeNames.Error, job.Error is { } error ? AttributeValues.Of(error) : null),
        (AttributeNames.Cause, job.Cause is { } cause ? AttributeValues.Of(cause) : null),
        (AttributeNames.Pass, job.Pass > 0 ? AttributeValues.Of(job.Pass) : null),
        (AttributeNames.Learned, job.Learned is { } learned ? AttributeValues.Json(learned, ItemJson.Manifests.PartialFile) : null),
        (AttributeNames.Result, job.Result is { } result ? AttributeValues.Json(result, ItemJson.Jobs.JobResult) : null),
    ];
}
