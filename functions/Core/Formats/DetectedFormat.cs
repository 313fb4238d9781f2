namespace Pipeline.Core.Formats;

/// <summary>A detected format.</summary>
/// <param name="Notes">What was detected and why, one line each, for display to the user.</param>
public sealed record DetectedFormat(RecordFormat Format, IReadOnlyList<string> Notes);
