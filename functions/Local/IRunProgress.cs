using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Local;

/// <summary>Receives the progress of a run, from several threads at once.</summary>
public interface IRunProgress
{
    /// <summary>Receives how many more bytes of the dataset were read.</summary>
    IProgress<long> Bytes { get; }

    void Planned(string jobId, JobPlan plan);

    /// <param name="receipt">Null when the block failed.</param>
    void BlockDone(int number, Receipt? receipt);

    /// <summary>Some blocks are done again.</summary>
    void BlocksPending(CheckOutcome outcome);

    void Merging();

    /// <summary>The operation goes over the data again.</summary>
    /// <param name="pass">The pass that begins, counted from 0.</param>
    void NextPass(int pass);
}
