namespace Pipeline.Core.Formats;

/// <summary>The delimiter and quote of delimited text; see <see cref="DelimitedFormat"/>.</summary>
internal readonly record struct Dialect(byte Delimiter, byte? Quote);
