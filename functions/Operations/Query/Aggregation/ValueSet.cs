using Pipeline.Operations.Query.Binding;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>The distinct values of one argument, kept once for all aggregates that need them.</summary>
internal sealed class ValueSet
{
    /// <param name="users">Aggregates of the same argument.</param>
    public ValueSet(int[] users, IReadOnlyList<AggregateShape> aggregates)
    {
        Users = users;
        Owner = users[0];
        foreach (var user in users)
        {
            if (aggregates[user].Function != AggregateFunction.Quantile || IsCounted) continue;
            IsCounted = true;
            Owner = user;
        }
    }

    public int[] Users { get; }

    /// <summary>The user whose argument is evaluated. If the values are counted, its state is their number.</summary>
    public int Owner { get; }

    /// <summary>Whether the number of occurrences of each value is kept.</summary>
    public bool IsCounted { get; }
}
