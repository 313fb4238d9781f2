using Pipeline.Core.Texts;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>
/// A LIKE pattern: <c>%</c> matches any text, <c>_</c> matches one code point, and everything else matches itself,
/// including letter case. There is no escape. Patterns without <c>_</c> are matched by searching for the literals
/// between their <c>%</c>.
/// </summary>
internal sealed class LikePattern
{
    private readonly byte[] _pattern;

    /// <summary>The literals before, between and after the <c>%</c>s, or null if there is a <c>_</c>.</summary>
    private readonly byte[][]? _literals;

    public LikePattern(byte[] pattern)
    {
        _pattern = pattern;
        if (pattern.Contains((byte)'_')) return;
        var literals = new List<byte[]>();
        foreach (var range in pattern.AsSpan().Split((byte)'%'))
            literals.Add(pattern[range]);
        _literals = [.. literals];
    }

    public bool Matches(ReadOnlySpan<byte> text)
    {
        if (_literals is null) return Matches(text, _pattern);
        if (_literals.Length == 1) return text.SequenceEqual(_literals[0]);
        var (prefix, suffix) = (_literals[0], _literals[^1]);
        if (text.Length < prefix.Length + suffix.Length || !text.StartsWith(prefix) || !text.EndsWith(suffix))
            return false;
        text = text[prefix.Length..^suffix.Length];
        for (var i = 1; i < _literals.Length - 1; i++)
        {
            var found = text.IndexOf(_literals[i]);
            if (found < 0) return false;
            text = text[(found + _literals[i].Length)..];
        }
        return true;
    }

    /// <summary>Matches any pattern, including those with <c>_</c>.</summary>
    public static bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern)
    {
        int at = 0, next = 0, lastPercent = -1, retryAt = 0;
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '%')
            {
                lastPercent = next++;
                retryAt = at;
            }
            else if (next < pattern.Length && pattern[next] == '_')
            {
                at = CodePoints.End(text, at);
                next++;
            }
            else if (next < pattern.Length && pattern[next] == text[at])
            {
                at++;
                next++;
            }
            else if (lastPercent >= 0)
            {
                // Extend the match of the last % by one code point; earlier matches never need to change.
                retryAt = CodePoints.End(text, retryAt);
                at = retryAt;
                next = lastPercent + 1;
            }
            else
            {
                return false;
            }
        }
        return pattern[next..].IndexOfAnyExcept((byte)'%') < 0;
    }
}
