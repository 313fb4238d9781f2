namespace Pipeline.Operations.Query.Aggregation;

/// <summary>Which of two values an extreme keeps; a type, so that the loops over rows are made for it.</summary>
internal interface IOrder
{
    /// <summary>Where the search starts: no value is worse.</summary>
    static abstract long Worst { get; }

    /// <summary>
    /// Whether a comparison's outcome means that the first value is to be kept rather than the second.
    /// </summary>
    static abstract bool IsBetter(int comparison);

    static abstract long Best(long a, long b);
}

internal readonly struct LeastFirst : IOrder
{
    public static long Worst => long.MaxValue;

    public static bool IsBetter(int comparison) => comparison < 0;

    public static long Best(long a, long b) => Math.Min(a, b);
}

internal readonly struct GreatestFirst : IOrder
{
    public static long Worst => long.MinValue;

    public static bool IsBetter(int comparison) => comparison > 0;

    public static long Best(long a, long b) => Math.Max(a, b);
}
