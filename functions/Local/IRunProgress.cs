using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Local;

/// <summary>Receives the progress of a run. Members may be called by several threads at once.</summary>
public interface IRunProgress
{
    /// <summary>Receives the number of dataset bytes read since the last report.</summary>
    IProgress<long> Bytes { get; }

    /// <summary>The job has been planned; processing begins.</summary>
    void Planned(string jobId, JobPlan plan);

    /// <summary>A block has been processed or has failed.</summary>
    /// <param name="receipt">Null if the block failed.</param>
    void BlockDone(int number, Receipt? receipt);

    /// <summary>Some blocks will be processed again.</summary>
    void BlocksPending(CheckOutcome outcome);

    /// <summary>All blocks are done; merging begins.</summary>
    void Merging();

    /// <summary>Another pass over the data begins.</summary>
    /// <param name="pass">The number of the pass, starting at 0.</param>
    void NextPass(int pass);
}
