using System.Text.Json;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>All blocks of a job as one letter each, and the slowest: ten thousand in ten kilobytes, to be looked at every second.</summary>
internal sealed class BlockMap
{
    private const int Slowest = 5;

    private readonly char[] _letters;
    private readonly PriorityQueue<BlockManifest, double> _slowest = new();

    /// <param name="blocks">Of the job; those that are never added wait.</param>
    public BlockMap(int blocks)
    {
        _letters = new char[blocks];
        Array.Fill(_letters, BlockView.Letter(BlockView.Waiting));
    }

    public void Add(BlockManifest block)
    {
        if (block.Number >= _letters.Length) return;
        _letters[block.Number] = BlockView.Letter(BlockView.StateOf(block));
        if (block.Receipt is not { } receipt) return;
        _slowest.Enqueue(block, receipt.Seconds);
        if (_slowest.Count > Slowest)
            _slowest.Dequeue();
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("map");
        json.WriteString("blocks", _letters);
        json.WriteStartArray("slowest");
        foreach (var (block, _) in _slowest.UnorderedItems.OrderByDescending(item => item.Priority))
            BlockView.Write(json, block);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
