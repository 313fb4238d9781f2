namespace Pipeline.Operations.Profile.Findings;

/// <summary>Something about the dataset that is worth a person's time.</summary>
/// <param name="Column">Null for what concerns whole records.</param>
/// <param name="Code">For programs.</param>
/// <param name="Text">For people: a sentence or two.</param>
internal sealed record Warning(string? Column, string Code, string Text);
