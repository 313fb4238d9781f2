namespace Pipeline.Core.Formats;

/// <summary>The two bytes that make text into fields; see <see cref="DelimitedFormat"/>.</summary>
internal readonly record struct Dialect(byte Delimiter, byte? Quote);
