namespace Pipeline.Core.Vectors;

/// <summary>In the order in which one outweighs the other when two values make a third.</summary>
public enum RowState : byte
{
    Value,
    Null,

    /// <summary>
    /// Evaluating the expression for this record failed (text where a number belongs). Like NULL it travels through
    /// expressions, and does harm only where it is consumed: a branch of CASE that is not taken fails nothing.
    /// </summary>
    Fault,
}
