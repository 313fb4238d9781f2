namespace Pipeline.Local.Serving.StepFunctions;

/// <summary>The client tokens of the last redrives: a call that a client sends again, because its answer was lost, gets the same answer.</summary>
internal sealed class RedriveTokens(TimeProvider clock)
{
    /// <summary>As many, and for as long, as Step Functions keeps.</summary>
    private const int MostTokens = 10;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Execution, string Token, DateTimeOffset RedrivenAt, DateTimeOffset UsedAt)> _tokens = [];

    /// <returns>When the execution was redriven with the token; null if it was not.</returns>
    public DateTimeOffset? Find(string execution, string? token)
    {
        var since = clock.GetUtcNow() - Longest;
        lock (_lock)
        {
            foreach (var known in _tokens)
            {
                if (known.Execution == execution && known.Token == token && known.UsedAt > since) return known.RedrivenAt;
            }
            return null;
        }
    }

    public void Add(string execution, string? token, DateTimeOffset redrivenAt)
    {
        if (token is null) return;
        lock (_lock)
        {
            _tokens.AddLast((execution, token, redrivenAt, clock.GetUtcNow()));
            if (_tokens.Count > MostTokens)
                _tokens.RemoveFirst();
        }
    }
}
