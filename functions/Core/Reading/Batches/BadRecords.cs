using Pipeline.Core.Requests;

namespace Pipeline.Core.Reading.Batches;

/// <summary>
/// The records of one block that do not fit the format or the question. They are met out of order (the reader meets
/// those of a batch before the operation does), so they are kept until the batch is done and then, in the order of
/// the file, fail the block or are rejected. That makes the bad record that a job names the first one, whatever the cut.
/// </summary>
/// <param name="reject">Receives each record that is left out, in order.</param>
public sealed class BadRecords(BadRecordRule rule, Action<BadRecord>? reject = null)
{
    private readonly List<BadRecord> _ofBatch = [];
    private int _files;

    /// <summary>Records left out so far.</summary>
    public long Count { get; private set; }

    /// <summary>Takes note of a record to be left out.</summary>
    /// <param name="reason">One or more whole sentences: what was expected and what was found.</param>
    public void Add(string file, long offset, string reason)
    {
        if (_ofBatch.Count > 0 && _ofBatch[^1].File != file)
            _files++;
        _ofBatch.Add(new BadRecord(file, offset, reason, _files));
        Count++;
    }

    /// <summary>To be called after each batch, and after the last.</summary>
    /// <exception cref="BadRecordException">A record was bad, and the rule is <see cref="BadRecordRule.Fail"/>.</exception>
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
