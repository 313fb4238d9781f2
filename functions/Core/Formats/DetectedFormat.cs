namespace Pipeline.Core.Formats;

/// <param name="Notes">What was detected and from what, one line each, for the person who plans the job.</param>
public sealed record DetectedFormat(RecordFormat Format, IReadOnlyList<string> Notes);
