using Amazon.DynamoDBv2.Model;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Manifests;

/// <summary>The item of a block.</summary>
internal static class BlockItem
{
    /// <summary>Names and values of a block that is new: no receipt, no failure, no start.</summary>
    /// <exception cref="ManifestStoreException">Its ranges do not fit into an item.</exception>
    public static Dictionary<string, AttributeValue> Write(BlockManifest block) => new()
    {
        [Names.JobId] = Values.Of(block.JobId),
        [Names.Item] = Values.Of(Names.Block(block.Number)),
        [Names.Revision] = Values.Of(block.Revision),
        [Names.Ranges] = PackedRanges.Write(block),
    };

    public static BlockManifest Read(Dictionary<string, AttributeValue> item)
    {
        var reader = new ItemReader(item);
        return new BlockManifest(
            reader.Text(Names.JobId),
            Names.Number(reader.Text(Names.Item)),
            reader.Int32(Names.Revision),
            PackedRanges.Read(reader.Binary(Names.Ranges)),
            reader.OptionalJson(Names.Receipt, ItemJson.Manifests.Receipt),
            reader.OptionalJson(Names.Failure, ItemJson.Manifests.BlockFailure),
            reader.OptionalJson(Names.Start, ItemJson.Manifests.BlockStart));
    }
}
