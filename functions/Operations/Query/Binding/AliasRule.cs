namespace Pipeline.Operations.Query.Binding;

/// <summary>Whether a clause can use SELECT aliases, and whether an alias or a column of the same name wins.</summary>
internal enum AliasRule
{
    /// <summary>WHERE and SELECT itself: aliases are not visible.</summary>
    Unseen,

    /// <summary>GROUP BY and HAVING: the column wins (in HAVING, only if it is a group key).</summary>
    AfterColumns,

    /// <summary>ORDER BY: the alias wins.</summary>
    BeforeColumns,
}
