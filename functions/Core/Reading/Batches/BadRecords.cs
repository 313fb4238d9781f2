using Pipeline.Core.Requests;

namespace Pipeline.Core.Reading.Batches;

/// <summary>
/// Collects the bad records of one block. Within a batch they are found out of order, because the reader finds its
/// bad records before the operation does. So they are kept until the batch ends and then, in file order, fail the block
/// or are skipped. This way a job always reports the first bad record, wherever the cuts are.
/// </summary>
/// <param name="reject">Receives each skipped record, in order.</param>
public sealed class BadRecords(BadRecordRule rule, Action<BadRecord>? reject = null)
{
    private readonly List<BadRecord> _ofBatch = [];
    private int _files;

    /// <summary>The number of bad records so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a bad record.</summary>
    /// <param name="reason">One or more complete sentences: what was expected and what was found.</param>
    public void Add(string file, long offset, string reason)
    {
        if (_ofBatch.Count > 0 && _ofBatch[^1].File != file)
            _files++;
        _ofBatch.Add(new BadRecord(file, offset, reason, _files));
        Count++;
    }

    /// <summary>Fails the block or passes on the skipped records. Call it after every batch.</summary>
    /// <exception cref="BadRecordException">
    /// There is a bad record, and the rule is <see cref="BadRecordRule.Fail"/>.
    /// </exception>
    public void EndBatch()
    {
        if (_ofBatch.Count == 0) return;
        _ofBatch.Sort((left, right) => (left.FileOrder, left.Offset).CompareTo((right.FileOrder, right.Offset)));
        if (rule == BadRecordRule.Fail)
            throw new BadRecordException(_ofBatch[0].File, _ofBatch[0].Offset, _ofBatch[0].Reason);
        if (reject is not null)
            _ofBatch.ForEach(reject);
        _ofBatch.Clear();
        _files = 0;
    }
}
