namespace Pipeline.Aws.Costs;

/// <summary>
/// AWS prices in US dollars for us-east-1 in November 2026. Other Regions differ by up to 50%. Volume discounts, the
/// free tier and taxes are not included.
/// </summary>
internal static class Prices
{
    /// <summary>One GB-second of a function. https://aws.amazon.com/lambda/pricing/</summary>
    public const decimal GigabyteSecondX86 = 0.0000166667m;

    public const decimal GigabyteSecondArm = 0.0000133334m;

    /// <summary>One request to a function.</summary>
    public const decimal FunctionRequest = 0.20m / 1_000_000;

    /// <summary>One state transition. https://aws.amazon.com/step-functions/pricing/</summary>
    public const decimal Transition = 0.025m / 1_000;

    /// <summary>
    /// One write of up to 1 KB to an on-demand table. https://aws.amazon.com/dynamodb/pricing/on-demand/
    /// </summary>
    public const decimal TableWrite = 0.625m / 1_000_000;

    /// <summary>
    /// One GB read with elastic throughput; the other modes do not charge by the byte.
    /// https://aws.amazon.com/efs/pricing/
    /// </summary>
    public const decimal ElasticGigabyteRead = 0.03m;
}
