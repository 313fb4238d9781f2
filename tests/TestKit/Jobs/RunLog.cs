using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;
using Pipeline.Local;

namespace Pipeline.TestKit.Jobs;

/// <summary>Remembers what a run told, and lets a test step in at those moments.</summary>
public sealed class RunLog : IRunProgress, IProgress<long>
{
    private long _bytesRead;
    private int _blocksDone;

    public Action OnPlanned { get; init; } = () => { };

    public Action<int> OnBlockDone { get; init; } = _ => { };

    public Action OnMerging { get; init; } = () => { };

    public Action<int> OnNextPass { get; init; } = _ => { };

    /// <summary>How many times the operation went over the data.</summary>
    public int Passes { get; private set; } = 1;

    public JobPlan? Plan { get; private set; }

    public List<CheckOutcome> DoneAgain { get; } = [];

    public long BytesRead => _bytesRead;

    public int BlocksDone => _blocksDone;

    public int WrongCuts => DoneAgain.Sum(outcome => outcome.WrongCuts);

    public IProgress<long> Bytes => this;

    public void Report(long value) => Interlocked.Add(ref _bytesRead, value);

    public void Planned(string jobId, JobPlan plan)
    {
        Plan = plan;
        OnPlanned();
    }

    public void BlockDone(int number, Receipt? receipt)
    {
        Interlocked.Increment(ref _blocksDone);
        OnBlockDone(number);
    }

    public void BlocksPending(CheckOutcome outcome) => DoneAgain.Add(outcome);

    public void Merging() => OnMerging();

    public void NextPass(int pass)
    {
        Passes = pass + 1;
        OnNextPass(pass);
    }
}
