using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Local.Serving;

/// <summary>Ignores the progress of a job: clients of the server read it from the manifests.</summary>
internal sealed class NullRunProgress : IRunProgress, IProgress<long>
{
    public IProgress<long> Bytes => this;

    public void Report(long value)
    {
    }

    public void Planned(string jobId, JobPlan plan)
    {
    }

    public void BlockDone(int number, Receipt? receipt)
    {
    }

    public void BlocksPending(CheckOutcome outcome)
    {
    }

    public void Merging()
    {
    }

    public void NextPass(int pass)
    {
    }
}
