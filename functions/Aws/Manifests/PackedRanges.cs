using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Pipeline.Core.Manifests;
using Pipeline.Core.Splitting;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// The ranges of a block as one binary attribute: JSON compressed with Brotli, since a block of many small files names
/// every file and an item is limited to 400 KB.
/// </summary>
internal static class PackedRanges
{
    /// <summary>
    /// Max bytes of the ranges. The rest of the 400 KB is for a receipt, or for a failure with a cause of up to 32,768
    /// characters from Step Functions.
    /// </summary>
    public const int MaxBytes = 300_000;

    /// <summary>Higher levels take several times as long and save only a tenth.</summary>
    private const int Quality = 5;

    /// <summary>A 64 KiB window: names in a folder resemble each other, hashes never do.</summary>
    private const int WindowBits = 16;

    /// <exception cref="ManifestStoreException">The ranges take more than <see cref="MaxBytes"/>.</exception>
    public static AttributeValue Write(BlockManifest block)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(block.Ranges, ItemJson.Manifests.IReadOnlyListFileRange);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        if (!BrotliEncoder.TryCompress(json, packed, out var length, Quality, WindowBits))
            throw new InvalidOperationException($"Brotli compressed {json.Length} bytes to more than {packed.Length}.");
        return length <= MaxBytes
            ? AttributeValues.Of(packed[..length])
            : throw new ManifestStoreException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Block {block.Number} of job {block.JobId} has {block.Ranges.Count:N0} ranges, {length:N0} bytes ")
                + string.Create(CultureInfo.InvariantCulture, $"compressed; its item has room for {MaxBytes:N0}. ")
                + "Request smaller blocks, or combine small files of the dataset.");
    }

    public static IReadOnlyList<FileRange> Read(Stream packed)
    {
        using var json = new BrotliStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(json, ItemJson.Manifests.IReadOnlyListFileRange)
            ?? throw new JsonException("Expected the ranges of a block in the table; found null.");
    }
}
