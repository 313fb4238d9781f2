namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>The first byte of an entry's key: what the entry is, in the order of a partial's entries.</summary>
internal enum Section : byte
{
    /// <summary>The model's path and hash.</summary>
    Model,
    Counts,

    /// <summary>The sums over all records.</summary>
    Overall,

    /// <summary>How errors are spread, or what classes were taken for.</summary>
    Spread,

    /// <summary>Bins of the probabilities of a class, whose number follows in two bytes.</summary>
    Roc,

    /// <summary>The sums of a group, whose value follows.</summary>
    Group,

    /// <summary>A record as the result tells of it, by how bad it is, the worst first; in file order where that is equal.</summary>
    Worst,

    /// <summary>A row of the predictions, in file order.</summary>
    Row,
}
