using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Reading.Batches;

/// <summary>A record does not match the format or the operation, and the request says to fail the job.</summary>
public sealed class BadRecordException : PipelineException
{
    private const string UsualAdvice =
        "Fix the record, or skip bad records with onBadRecord \"skip\" (--on-bad-record skip).";

    /// <param name="file">Path relative to the data root.</param>
    /// <param name="offset">Offset in the file of the record's first byte.</param>
    /// <param name="reason">What is wrong with the record: one or more complete sentences.</param>
    /// <param name="advice">How to fix it; null for the default advice.</param>
    public BadRecordException(string file, long offset, string reason, string? advice = null)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{file}, record at byte {offset}: {reason} {advice ?? UsualAdvice}"))
    {
        File = file;
        Offset = offset;
        Reason = advice is null ? reason : $"{reason} {advice}";
    }

    public string File { get; }

    public long Offset { get; }

    public string Reason { get; }
}
