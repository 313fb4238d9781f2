using Pipeline.Core.Steps;

namespace Pipeline.Local.Serving;

/// <summary><c>POST /plan</c>: how a job would split its dataset.</summary>
/// <param name="Notes">What was detected about the format, one sentence each.</param>
internal sealed record PlanSummary(int Files, long Bytes, int Blocks, long BlockSize, IReadOnlyList<string> Notes)
{
    public static PlanSummary Of(JobPlan plan) =>
        new(plan.Files.Count, plan.Bytes, plan.Blocks.Count, plan.BlockSize, plan.Detected.Notes);
}
