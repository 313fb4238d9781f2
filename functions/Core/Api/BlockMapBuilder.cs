using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>Builds a <see cref="BlockMap"/>: ten thousand blocks take ten kilobytes.</summary>
internal sealed class BlockMapBuilder
{
    private const int MaxSlowest = 5;

    private readonly char[] _letters;
    private readonly PriorityQueue<BlockManifest, double> _slowest = new();

    /// <param name="blocks">Number of blocks in the job. Blocks that are not added count as waiting.</param>
    public BlockMapBuilder(int blocks)
    {
        _letters = new char[blocks];
        Array.Fill(_letters, LetterOf(BlockStatus.Waiting));
    }

    public void Add(BlockManifest block)
    {
        if (block.Number >= _letters.Length) return;
        _letters[block.Number] = LetterOf(BlockSummary.StatusOf(block));
        if (block.Receipt is not { } receipt) return;
        _slowest.Enqueue(block, receipt.Seconds);
        if (_slowest.Count > MaxSlowest)
            _slowest.Dequeue();
    }

    public BlockMap Build()
    {
        var slowest = _slowest.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element);
        return new BlockMap(new string(_letters), [.. slowest.Select(BlockSummary.Of)]);
    }

    private static char LetterOf(BlockStatus status) => EnumNames.Of(status)[0];
}
