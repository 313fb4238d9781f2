namespace Pipeline.Operations.Run;

/// <summary>
/// Merges any number of output files in pairs, as a balanced tree: each output is read at most log₂(n) times. Keeps
/// their order.
/// </summary>
/// <param name="merge">Merges two files into a new one. The two are deleted afterwards.</param>
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

    /// <returns>The merged file; null if there were no outputs.</returns>
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
