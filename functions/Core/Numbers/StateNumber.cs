namespace Pipeline.Core.Numbers;

/// <summary>The representation of a number in a state.</summary>
internal enum StateNumber
{
    None,

    /// <summary>A long at a scale of 0 to 18.</summary>
    Narrow,

    Wide,
}
