namespace Pipeline.Core.Numbers;

/// <summary>How a number was found in a state.</summary>
internal enum StateNumber
{
    None,

    /// <summary>A long at a scale of 0 to 18.</summary>
    Narrow,

    Wide,
}
