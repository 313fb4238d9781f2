using System.Numerics;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Greater and greater-or-equal are these with their sides swapped.</summary>
internal enum Comparison { Equal, NotEqual, Less, LessOrEqual }

/// <summary>A comparison as a type, so that each has loops compiled for it.</summary>
internal interface IComparisonRule
{
    /// <summary>Whether only equality matters, not order.</summary>
    static abstract bool IsEquality { get; }

    static abstract bool Holds<T>(T left, T right)
        where T : IComparisonOperators<T, T, bool>;
}

internal readonly struct EqualRule : IComparisonRule
{
    public static bool IsEquality => true;

    public static bool Holds<T>(T left, T right)
        where T : IComparisonOperators<T, T, bool> => left == right;
}

internal readonly struct NotEqualRule : IComparisonRule
{
    public static bool IsEquality => true;

    public static bool Holds<T>(T left, T right)
        where T : IComparisonOperators<T, T, bool> => left != right;
}

internal readonly struct LessRule : IComparisonRule
{
    public static bool IsEquality => false;

    public static bool Holds<T>(T left, T right)
        where T : IComparisonOperators<T, T, bool> => left < right;
}

internal readonly struct LessOrEqualRule : IComparisonRule
{
    public static bool IsEquality => false;

    public static bool Holds<T>(T left, T right)
        where T : IComparisonOperators<T, T, bool> => left <= right;
}
