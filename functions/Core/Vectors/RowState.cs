namespace Pipeline.Core.Vectors;

/// <summary>The state of a row. When two rows are combined, the higher state wins.</summary>
public enum RowState : byte
{
    Value,
    Null,

    /// <summary>
    /// Evaluating the expression failed for this record, for example on text in place of a number. Like NULL, a fault
    /// propagates through expressions and matters only if it is consumed: a CASE branch that is not taken never fails.
    /// </summary>
    Fault,
}
