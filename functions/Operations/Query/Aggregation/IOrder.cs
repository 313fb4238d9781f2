namespace Pipeline.Operations.Query.Aggregation;

/// <summary>Which of two values MIN or MAX keeps; a type, so that each order has loops compiled for it.</summary>
internal interface IOrder
{
    /// <summary>The initial value: no value is worse.</summary>
    static abstract long Worst { get; }

    /// <summary>Whether a comparison's outcome means to keep the first value instead of the second.</summary>
    static abstract bool IsBetter(int comparison);

    static abstract long Best(long a, long b);
}

internal readonly struct MinFirst : IOrder
{
    public static long Worst => long.MaxValue;

    public static bool IsBetter(int comparison) => comparison < 0;

    public static long Best(long a, long b) => Math.Min(a, b);
}

internal readonly struct MaxFirst : IOrder
{
    public static long Worst => long.MinValue;

    public static bool IsBetter(int comparison) => comparison > 0;

    public static long Best(long a, long b) => Math.Max(a, b);
}
