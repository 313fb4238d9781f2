namespace Pipeline.Operations.Query.Binding;

/// <summary>Whether a clause sees the names of items, and what a name means that a column has too.</summary>
internal enum AliasRule
{
    /// <summary>WHERE and the items themselves: only columns.</summary>
    Unseen,

    /// <summary>GROUP BY and HAVING: the column (in HAVING, if it is a group key).</summary>
    AfterColumns,

    /// <summary>ORDER BY: the item.</summary>
    BeforeColumns,
}
