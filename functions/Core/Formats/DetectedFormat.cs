namespace Pipeline.Core.Formats;

/// <param name="Notes">What was found out and from what, a line each, for whoever plans the job.</param>
public sealed record DetectedFormat(RecordFormat Format, IReadOnlyList<string> Notes);
