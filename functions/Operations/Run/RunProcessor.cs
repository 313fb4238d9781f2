using System.Text;
using Pipeline.Core.Entries;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Operations.Run;

/// <summary>Runs the program over the records of a block, once for each file that has records.</summary>
internal sealed class RunProcessor(RunSettings settings, Launcher launcher, BlockContext block) : IBlockProcessor
{
    private readonly string _versions = settings.Versions();
    private readonly List<string> _outputs = [];
    private long _outputLeft = settings.Limits.Output;
    private string _file = "";
    private ProgramRun? _run;

    public void Process(RecordBatch batch)
    {
        if (batch.Count == 0) return;
        if (_run is null || _file != batch.File)
        {
            EndRun();
            _file = batch.File;
            _run = launcher.Start(block, batch.File, batch.Offsets[0], _outputLeft);
            _run.Write(settings.Header);
        }
        var records = batch.Records!;
        for (var row = 0; row < batch.Count; row++)
        {
            _run.Write(batch.RecordBytes.AsSpan(records.Starts[row], records.Lengths[row]));
            _run.Write("\n"u8);
        }
    }

    public void Complete(PartialWriter partial)
    {
        EndRun();
        if (settings.Versions() != _versions)
            throw ProgramChangedException.Of(_versions, settings.Versions());
        partial.Append(OutputEntries.Versions, Encoding.UTF8.GetBytes(_versions));
        if (settings.Merge is { } merge)
        {
            var fold = new OutputFold((left, right) => launcher.Merge(merge, left, right, block.Scratch, block.Cancel));
            _outputs.ForEach(fold.Add);
            if (fold.Complete() is { } merged)
                OutputEntries.AppendOutput(partial, merged);
            return;
        }
        foreach (var output in _outputs)
            OutputEntries.AppendOutput(partial, output);
    }

    public void Dispose() => _run?.Dispose();

    private void EndRun()
    {
        if (_run is null) return;
        var output = _run.Complete();
        _outputs.Add(output);
        _outputLeft -= new FileInfo(output).Length;
        _run.Dispose();
        _run = null;
    }
}
