using Pipeline.Aws.Costs;
using Pipeline.Core.Manifests;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>The estimated cost of a job, against a calculation by hand with the prices of November 2026.</summary>
public sealed class JobCostTests
{
    [Fact]
    public void A_terabyte_in_a_thousand_blocks_costs_what_the_price_lists_say()
    {
        // 1,000 blocks of 1 GB, 20 s each with 1,769 MB: 34,551 GB-s at $0.0000166667, 2,008 transitions at $0.000025,
        // 1,000 requests at $0.0000002, 3,000 writes at $0.000000625, and 1,000 GB read at $0.03.
        var work = new WorkTotals(1_000, 1_000_000_000_000, 20_000);
        Assert.Equal(
            30.628m, Math.Round(new JobCost(1_769, isArm: false, isElastic: true).Estimate(Progress(work)), 3));
        Assert.Equal(
            0.628m, Math.Round(new JobCost(1_769, isArm: false, isElastic: false).Estimate(Progress(work)), 3));
        Assert.Equal(0.513m, Math.Round(new JobCost(1_769, isArm: true, isElastic: false).Estimate(Progress(work)), 3));
    }

    [Fact]
    public void Every_pass_is_assumed_to_cost_as_much_as_the_last()
    {
        var work = new WorkTotals(0, 0, 0).With(Receipt()).With(Receipt() with { Pass = 2 });
        Assert.Equal(new WorkTotals(4, 40, 1.0), work);
    }

    private static JobProgress Progress(WorkTotals work) => new(Job("a"), 0, 0, 0, 0, 0, 0, 0, work, []);
}
