using System.Globalization;

namespace Pipeline.Aws.Manifests;

/// <summary>Names in the table: its index, the attributes, and the sort keys of the items of a job.</summary>
internal static class AttributeNames
{
    /// <summary>
    /// The global secondary index. It holds job items only, since no other item has a <see cref="Kind"/>.
    /// </summary>
    public const string JobsByTime = "jobs-by-time";

    /// <summary>Partition key.</summary>
    public const string JobId = "jobId";

    /// <summary>Sort key.</summary>
    public const string Item = "item";

    /// <summary>Sort key of a job's own item, and its <see cref="Kind"/>.</summary>
    public const string Job = "job";

    /// <summary>
    /// Attribute of a job: the published result. Also the sort key of the item with the bytes of a small result.
    /// </summary>
    public const string Result = "result";

    public const string Kind = "kind";
    public const string CreatedAt = "createdAt";
    public const string UpdatedAt = "updatedAt";
    public const string Request = "request";
    public const string Format = "format";
    public const string State = "state";
    public const string Blocks = "blocks";
    public const string Files = "files";
    public const string Bytes = "bytes";
    public const string Error = "error";
    public const string Cause = "cause";

    /// <summary>Of a job, its current pass (absent in the first one); of a block, the pass of its receipt.</summary>
    public const string Pass = "pass";
    public const string Learned = "learned";

    public const string Revision = "revision";
    public const string Ranges = "ranges";
    public const string Receipt = "receipt";
    public const string Failure = "failure";
    public const string Start = "start";
    public const string Content = "content";

    /// <summary>When DynamoDB may delete the item, as a Unix time in seconds.</summary>
    public const string ExpiresAt = "expiresAt";

    /// <summary>
    /// Id of the write that last created, saved or revised the item. A write that is retried because its response was
    /// lost finds its condition false, and recognizes its own write by this id.
    /// </summary>
    public const string WriteId = "writeId";

    private const string BlockPrefix = "block#";

    /// <summary>
    /// The highest number whose key sorts like the number; ten times the max number of blocks of a job.
    /// </summary>
    public const int LastNumber = 99_999;

    public static string Block(int number) => string.Create(CultureInfo.InvariantCulture, $"{BlockPrefix}{number:d5}");

    public static int Number(string block) => int.Parse(block.AsSpan(BlockPrefix.Length), CultureInfo.InvariantCulture);
}
