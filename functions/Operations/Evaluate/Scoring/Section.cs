namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>The first byte of an entry's key: the kind of the entry, in the order of a partial's entries.</summary>
internal enum Section : byte
{
    /// <summary>The model's path and hash.</summary>
    Model,
    Counts,

    /// <summary>The sums over all records.</summary>
    Overall,

    /// <summary>The distribution of errors, or the confusion matrix.</summary>
    Spread,

    /// <summary>The ROC bins of a class. The class number follows in two bytes.</summary>
    Roc,

    /// <summary>The sums of a group. The group's value follows.</summary>
    Group,

    /// <summary>One of the worst records, formatted for the result. Worst first, ties in file order.</summary>
    Worst,

    /// <summary>A row of the predictions, in file order.</summary>
    Row,
}
