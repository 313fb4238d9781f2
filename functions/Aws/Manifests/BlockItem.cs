using Amazon.DynamoDBv2.Model;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Manifests;

/// <summary>Reads and writes the item of a block.</summary>
internal static class BlockItem
{
    /// <summary>The attributes of a new block, without receipt, failure or start.</summary>
    /// <exception cref="ManifestStoreException">The ranges do not fit into an item.</exception>
    public static Dictionary<string, AttributeValue> Write(BlockManifest block) => new()
    {
        [AttributeNames.JobId] = AttributeValues.Of(block.JobId),
        [AttributeNames.Item] = AttributeValues.Of(AttributeNames.Block(block.Number)),
        [AttributeNames.Revision] = AttributeValues.Of(block.Revision),
        [AttributeNames.Ranges] = PackedRanges.Write(block),
    };

    public static BlockManifest Read(Dictionary<string, AttributeValue> item)
    {
        var reader = new ItemReader(item);
        return new BlockManifest(
            reader.Text(AttributeNames.JobId),
            AttributeNames.Number(reader.Text(AttributeNames.Item)),
            reader.Int32(AttributeNames.Revision),
            PackedRanges.Read(reader.Binary(AttributeNames.Ranges)),
            reader.OptionalJson(AttributeNames.Receipt, ItemJson.Manifests.Receipt),
            reader.OptionalJson(AttributeNames.Failure, ItemJson.Manifests.BlockFailure),
            reader.OptionalJson(AttributeNames.Start, ItemJson.Manifests.BlockStart));
    }
}
