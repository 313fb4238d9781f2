using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Pipeline.Core.Manifests;
using Pipeline.Core.Splitting;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// The ranges of a block as one binary attribute: their JSON, compressed with Brotli. An item of the table has at most
/// 400 KB, and a block of many small files names them all.
/// </summary>
internal static class PackedRanges
{
    /// <summary>
    /// Most bytes of an item that ranges may take. What is left of 400 KB is for a receipt or a failure, whose cause
    /// comes from Step Functions with at most 32,768 characters.
    /// </summary>
    public const int MaxBytes = 300_000;

    /// <summary>Higher ones take several times as long, to gain a tenth.</summary>
    private const int Quality = 5;

    /// <summary>64 KiB look back: names in a folder are alike, hashes never are.</summary>
    private const int WindowBits = 16;

    /// <exception cref="ManifestStoreException">They take more than <see cref="MaxBytes"/>.</exception>
    public static AttributeValue Write(BlockManifest block)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(block.Ranges, ItemJson.Manifests.IReadOnlyListFileRange);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        if (!BrotliEncoder.TryCompress(json, packed, out var length, Quality, WindowBits))
            throw new InvalidOperationException($"Brotli made more than {packed.Length} bytes of {json.Length}.");
        return length <= MaxBytes
            ? AttributeValues.Of(packed[..length])
            : throw new ManifestStoreException(string.Create(CultureInfo.InvariantCulture,
                $"Block {block.Number} of job {block.JobId} has {block.Ranges.Count:N0} ranges, which take {length:N0} bytes compressed; its item in the table has room for {MaxBytes:N0}. Ask for smaller blocks, or join small files of the dataset."));
    }

    public static IReadOnlyList<FileRange> Read(Stream packed)
    {
        using var json = new BrotliStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(json, ItemJson.Manifests.IReadOnlyListFileRange)
            ?? throw new JsonException("Expected the ranges of a block in the table; found null.");
    }
}
