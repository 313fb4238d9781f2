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
            [Names.JobId] = Values.Of(job.JobId),
            [Names.Item] = Values.Of(Names.Job),
            [Names.Kind] = Values.Of(Names.Job),
            [Names.CreatedAt] = Values.Of(job.CreatedAt),
            [Names.Request] = Values.Json(job.Request, ItemJson.Jobs.JobRequest),
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
        var update = new ItemUpdate(job.JobId, Names.Job);
        foreach (var (name, value) in Changing(job, call))
            update.Set(name, value);
        return update;
    }

    public static JobManifest Read(Dictionary<string, AttributeValue> item)
    {
        var reader = new ItemReader(item);
        return new JobManifest(
            reader.Text(Names.JobId),
            reader.Json(Names.Request, ItemJson.Jobs.JobRequest),
            reader.Json(Names.Format, ItemJson.Manifests.RecordFormat),
            ReadState(item),
            reader.Time(Names.CreatedAt),
            reader.Time(Names.UpdatedAt),
            reader.Int32(Names.Blocks),
            reader.Int32(Names.Files),
            reader.Int64(Names.Bytes),
            reader.OptionalText(Names.Error),
            reader.OptionalText(Names.Cause),
            reader.OptionalJson(Names.Result, ItemJson.Jobs.JobResult),
            reader.OptionalInt32(Names.Pass),
            reader.OptionalJson(Names.Learned, ItemJson.Manifests.PartialFile));
    }

    public static JobState ReadState(Dictionary<string, AttributeValue> item) =>
        new ItemReader(item).Text(Names.State) is var name && WireName.Find<JobState>(name) is { } state
            ? state
            : throw new ManifestStoreException(
                $"Job {item[Names.JobId].S} is in the state \"{name}\", and this program knows {string.Join(", ", WireName.All<JobState>())}. Use the program that wrote it or a later one.");

    private static IEnumerable<(string Name, AttributeValue? Value)> Changing(JobManifest job, string call) =>
    [
        (Names.Call, Values.Of(call)),
        (Names.UpdatedAt, Values.Of(job.UpdatedAt)),
        (Names.Format, Values.Json(job.Format, ItemJson.Manifests.RecordFormat)),
        (Names.State, Values.Of(WireName.Of(job.State))),
        (Names.Blocks, Values.Of(job.Blocks)),
        (Names.Files, Values.Of(job.Files)),
        (Names.Bytes, Values.Of(job.Bytes)),
        (Names.Error, job.Error is { } error ? Values.Of(error) : null),
        (Names.Cause, job.Cause is { } cause ? Values.Of(cause) : null),
        (Names.Pass, job.Pass > 0 ? Values.Of(job.Pass) : null),
        (Names.Learned, job.Learned is { } learned ? Values.Json(learned, ItemJson.Manifests.PartialFile) : null),
        (Names.Result, job.Result is { } result ? Values.Json(result, ItemJson.Jobs.JobResult) : null),
    ];
}
