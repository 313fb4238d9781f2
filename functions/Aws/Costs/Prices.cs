namespace Pipeline.Aws.Costs;

/// <summary>
/// Prices of AWS in US dollars, of us-east-1 as of November 2026; other Regions differ by up to a half. Reductions by
/// volume, free amounts and taxes are left out.
/// </summary>
internal static class Prices
{
    /// <summary>A GB-second of a function. https://aws.amazon.com/lambda/pricing/</summary>
    public const decimal GigabyteSecondX86 = 0.0000166667m;

    public const decimal GigabyteSecondArm = 0.0000133334m;

    /// <summary>One call of a function.</summary>
    public const decimal Call = 0.20m / 1_000_000;

    /// <summary>One move from state to state. https://aws.amazon.com/step-functions/pricing/</summary>
    public const decimal Transition = 0.025m / 1_000;

    /// <summary>One write of up to 1 KB to a table on demand. https://aws.amazon.com/dynamodb/pricing/on-demand/</summary>
    public const decimal TableWrite = 0.625m / 1_000_000;

    /// <summary>A GB read from a file system with elastic throughput; other modes do not charge by the byte. https://aws.amazon.com/efs/pricing/</summary>
    public const decimal ElasticGigabyteRead = 0.03m;
}
