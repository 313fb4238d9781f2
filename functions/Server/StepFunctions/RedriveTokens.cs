namespace Pipeline.Server.StepFunctions;

/// <summary>
/// The client tokens of recent redrives: a client that repeats a call because it lost the response gets the same
/// response.
/// </summary>
internal sealed class RedriveTokens(TimeProvider clock)
{
    /// <summary>Step Functions also keeps 10 tokens for 15 minutes.</summary>
    private const int MaxTokens = 10;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly LinkedList<UsedToken> _tokens = [];

    /// <returns>When the execution was redriven with the token; null if it was not.</returns>
    public DateTimeOffset? Find(string execution, string? token)
    {
        var since = clock.GetUtcNow() - Lifetime;
        lock (_lock)
        {
            foreach (var known in _tokens)
            {
                if (known.Execution == execution && known.Token == token && known.UsedAt > since)
                    return known.RedrivenAt;
            }
            return null;
        }
    }

    /// <param name="token">Null is ignored: the client sent none.</param>
    public void Add(string execution, string? token, DateTimeOffset redrivenAt)
    {
        if (token is null) return;
        lock (_lock)
        {
            _tokens.AddLast(new UsedToken(execution, token, redrivenAt, clock.GetUtcNow()));
            if (_tokens.Count > MaxTokens)
                _tokens.RemoveFirst();
        }
    }

    private sealed record UsedToken(
        string Execution, string Token, DateTimeOffset RedrivenAt, DateTimeOffset UsedAt);
}
