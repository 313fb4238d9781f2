using System.Globalization;

namespace Pipeline.Aws.Manifests;

/// <summary>The names in the table: of its index, of its attributes, and of the items under a job's id.</summary>
internal static class AttributeNames
{
    /// <summary>The global index with the job items alone: only they have a <see cref="Kind"/>.</summary>
    public const string JobsByTime = "jobs-by-time";

    /// <summary>Partition key.</summary>
    public const string JobId = "jobId";

    /// <summary>Sort key.</summary>
    public const string Item = "item";

    /// <summary>Sort key of a job's own item, and its <see cref="Kind"/>.</summary>
    public const string Job = "job";

    /// <summary>Of a job, what it published; and the sort key of the bytes that are kept of that.</summary>
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

    /// <summary>Of a job, the pass it is at, left out in the first; of a block, the pass of its receipt.</summary>
    public const string Pass = "pass";
    public const string Learned = "learned";

    public const string Revision = "revision";
    public const string Ranges = "ranges";
    public const string Receipt = "receipt";
    public const string Failure = "failure";
    public const string Start = "start";
    public const string Content = "content";

    /// <summary>When DynamoDB may delete the item, in seconds since 1970.</summary>
    public const string ExpiresAt = "expiresAt";

    /// <summary>
    /// Id of the call that last created, saved or revised the item: a call that is repeated because its answer was
    /// lost finds its condition gone, and knows its own write by this.
    /// </summary>
    public const string Call = "call";

    private const string BlockPrefix = "block#";

    /// <summary>Highest number whose key sorts as the number does; ten times what a job may have.</summary>
    public const int LastNumber = 99_999;

    public static string Block(int number) => string.Create(CultureInfo.InvariantCulture, $"{BlockPrefix}{number:d5}");

    public static int Number(string block) => int.Parse(block.AsSpan(BlockPrefix.Length), CultureInfo.InvariantCulture);
}
