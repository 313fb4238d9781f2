namespace Pipeline.Operations.Run;

/// <summary>Counts the lines of a text that arrives in pieces. The last line needs no newline.</summary>
internal struct LineCount
{
    private long _newlines;
    private bool _isOpen;

    public readonly long Count => _newlines + (_isOpen ? 1 : 0);

    public void Add(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return;
        _newlines += text.Count((byte)'\n');
        _isOpen = text[^1] != '\n';
    }
}
