namespace Pipeline.Operations.Run;

/// <summary>
/// Merges any number of outputs, each a file, by a merge of two: neighbours first, then what came of them, so that
/// none is read more often than the logarithm of their number. Their order stays.
/// </summary>
/// <param name="merge">Makes one file of two; the two are removed.</param>
internal sealed class OutputFold(Func<string, string, string> merge)
{
    private readonly Stack<(string File, int Height)> _waiting = new();

    public void Add(string file)
    {
        var height = 0;
        while (_waiting.TryPeek(out var left) && left.Height == height)
        {
            file = Merge(_waiting.Pop().File, file);
            height++;
        }
        _waiting.Push((file, height));
    }

    /// <returns>The one file that is left; null if there was none.</returns>
    public string? Complete()
    {
        if (!_waiting.TryPop(out var last)) return null;
        var file = last.File;
        while (_waiting.TryPop(out var left))
            file = Merge(left.File, file);
        return file;
    }

    private string Merge(string left, string right)
    {
        var merged = merge(left, right);
        File.Delete(left);
        File.Delete(right);
        return merged;
    }
}
