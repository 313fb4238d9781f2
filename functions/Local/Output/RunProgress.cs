using System.Globalization;
using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Local.Output;

/// <summary>
/// Shows the progress of a run on standard error: on a terminal as one line that is updated in place, elsewhere as a
/// new line every two seconds. Warnings and notes on the format are separate lines above it.
/// </summary>
internal sealed class RunProgress : IRunProgress, IProgress<long>, IDisposable
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly CommandIo _io;
    private readonly TimeProvider _clock;
    private readonly bool _isShown;
    private readonly ITimer? _timer;
    private long _started;
    private long _bytes;
    private long _read;
    private long _records;
    private string _verb = "split";
    private string _shown = "";
    private bool _isOver;

    /// <param name="isForMachines">If true, progress is shown on a terminal only.</param>
    public RunProgress(CommandIo io, bool isForMachines, TimeProvider clock)
    {
        _io = io;
        _clock = clock;
        _isShown = io.ErrorIsTerminal || !isForMachines;
        _started = clock.GetTimestamp();
        var interval = io.ErrorIsTerminal ? TerminalInterval : LineInterval;
        if (_isShown)
            _timer = clock.CreateTimer(_ => Show(), null, interval, interval);
    }

    public IProgress<long> Bytes => this;

    /// <summary>
    /// The job's plan; null until the job is planned. Errors before that are errors in the request; later ones are
    /// failures of the job.
    /// </summary>
    public JobPlan? Plan { get; private set; }

    public void Planned(string jobId, JobPlan plan)
    {
        Plan = plan;
        _bytes = plan.Bytes;
        _started = _clock.GetTimestamp();
        _verb = "process";
        foreach (var note in plan.Detected.Notes)
            WriteLine(note);
        if (_isShown)
            WriteLine($"split: job {jobId}, {PlanText.Dataset(plan)} in {PlanText.Blocks(plan)}");
    }

    void IProgress<long>.Report(long value) => Interlocked.Add(ref _read, value);

    public void BlockDone(int number, Receipt? receipt)
    {
        if (receipt is null)
            WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"warning: block {number} failed; the request tolerates failed blocks"));
        else
            Interlocked.Add(ref _records, receipt.Records);
    }

    public void BlocksPending(CheckOutcome outcome)
    {
        if (outcome.WrongCuts == 0)
            return;
        WriteLine(
            $"check: {Humanize.Count(outcome.WrongCuts, "cut")} inside a record; "
                + $"{Humanize.Count(outcome.PendingBlocks.Count, "block")} to process again from the start of "
                + "a record");
    }

    public void Merging() => _verb = "merge";

    public void NextPass(int pass)
    {
        Interlocked.Exchange(ref _read, 0);
        Interlocked.Exchange(ref _records, 0);
        _started = _clock.GetTimestamp();
        _verb = "process";
        if (_isShown)
            WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"pass {pass + 1}: the operation reads the data again with what it has learned"));
    }

    /// <summary>Writes a permanent line above the one that is updated in place.</summary>
    public void WriteLine(string line)
    {
        lock (_lock)
        {
            Clear();
            _io.Error.WriteLine(line);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            Clear();
            _isOver = true;
        }
    }

    private void Show()
    {
        lock (_lock)
        {
            if (Plan is null || _isOver) return;
            var seconds = _clock.GetElapsedTime(_started).TotalSeconds;
            var line = ProgressText.Of(
                _verb,
                _bytes,
                Interlocked.Read(ref _read),
                Interlocked.Read(ref _records),
                seconds,
                withBar: _io.ErrorIsTerminal);
            if (line == _shown)
                return;
            if (_io.ErrorIsTerminal)
                _io.Error.Write($"\r{ProgressText.Fit(line, TerminalWidth())}\u001b[K");
            else
                _io.Error.WriteLine(line);
            _shown = line;
        }
    }

    private void Clear()
    {
        if (_io.ErrorIsTerminal && _shown.Length > 0)
            _io.Error.Write("\r\u001b[K");
        if (_io.ErrorIsTerminal)
            _shown = "";
    }

    private static int TerminalWidth()
    {
        const int Usual = 80;
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : Usual;
        }
        catch (IOException)
        {
            return Usual;
        }
    }
}
