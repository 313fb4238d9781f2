namespace Pipeline.Operations.Profile.Findings;

/// <summary>Something about the dataset that deserves attention.</summary>
/// <param name="Column">The column; null for the dataset as a whole.</param>
/// <param name="Code">A stable code for programs.</param>
/// <param name="Text">One or two sentences for people.</param>
internal sealed record Warning(string? Column, string Code, string Text);
