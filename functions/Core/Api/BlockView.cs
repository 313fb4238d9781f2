using System.Text.Json;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>What the API tells of a block.</summary>
internal static class BlockView
{
    public const string Waiting = "waiting";

    public static string StateOf(BlockManifest block) =>
        block.Start is not null ? "running"
        : block.Failure is not null || block.Receipt?.Bad is not null ? "failed"
        : block.Receipt is null ? Waiting
        : block.Revision > 0 ? "again"
        : "done";

    /// <summary>Of a state, in a map: the first letters differ.</summary>
    public static char Letter(string state) => state[0];

    public static void Write(Utf8JsonWriter json, BlockManifest block)
    {
        json.WriteStartObject();
        json.WriteNumber("number", block.Number);
        json.WriteString("state", StateOf(block));
        json.WriteNumber("revision", block.Revision);
        if (block.Receipt is { } receipt)
        {
            json.WriteNumber("records", receipt.Records);
            json.WriteNumber("rejected", receipt.Rejected);
            json.WriteNumber("bytes", receipt.Bytes);
            json.WriteNumber("seconds", Math.Round(receipt.Seconds, 3));
        }
        if (block.Failure is { } failure)
        {
            json.WriteString("error", failure.Error);
            json.WriteString("cause", failure.Cause);
            json.WriteNumber("attempts", failure.Attempts);
        }
        JsonParts.WriteRanges(json, block.Ranges);
        json.WriteEndObject();
    }
}
