using System.Text;
using Pipeline.Core.Entries;
using Pipeline.Core.Formats;
using Pipeline.Core.Numbers;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Settings;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>Profiles the records of one block, batch by batch and column by column.</summary>
internal sealed class ProfileProcessor(IReadOnlyList<Column> columns, ProfileLimits limits) : IBlockProcessor
{
    private readonly RecordSummary _records = new();
    private readonly ColumnProcessor[] _columns =
    [
        .. columns.Select(column => new ColumnProcessor(column.Kind, limits)),
    ];
    private ulong[] _places = [];
    private (string Name, ulong Hash) _file = ("", 0);

    public void Process(RecordBatch batch)
    {
        if (batch.File != _file.Name)
            _file = (batch.File, ValueHash.Of(Encoding.UTF8.GetBytes(batch.File)));
        if (_places.Length < batch.Count)
            _places = new ulong[batch.Count];
        for (var i = 0; i < batch.Count; i++)
            _places[i] = ValueHash.OfPlace(_file.Hash, batch.Offsets[i]);
        _records.Add(batch);
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Process(batch, batch.Columns[i], _places);
    }

    public void Complete(PartialWriter partial)
    {
        var state = new StateWriter();
        Append(ProfileEntries.Records, _records);
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Complete();
            Append(ProfileEntries.Key(i, ColumnEntry.Summary), _columns[i].Summary);
            Append(ProfileEntries.Key(i, ColumnEntry.Counts), _columns[i].Counts);
            Append(ProfileEntries.Key(i, ColumnEntry.Sample), _columns[i].Sample);
        }

        void Append(byte[] key, IMergeable value)
        {
            state.Clear();
            value.Write(state);
            partial.Append(key, state.Written);
        }
    }

    public void Dispose()
    {
    }
}
