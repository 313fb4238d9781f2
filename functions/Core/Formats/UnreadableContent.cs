using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Formats;

/// <summary>Detects content that is not plain text from a file's first bytes.</summary>
internal static class UnreadableContent
{
    /// <summary>Bytes searched for a NUL, which means UTF-16, UTF-32 or a binary format.</summary>
    private const int LookedAt = 4096;

    /// <exception cref="InvalidRequestException">The content is compressed, binary, or encoded in UTF-16.</exception>
    public static void Reject(string name, ReadOnlySpan<byte> head)
    {
        var found = head switch
        {
            [0x1F, 0x8B, ..] => Compressed("gzip", $"gunzip -k \"{name}\""),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Compressed("zstd", $"zstd -d \"{name}\""),
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => Compressed("xz", $"xz -dk \"{name}\""),
            [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] =>
                Compressed("bzip2", $"bunzip2 -k \"{name}\""),
            [(byte)'P', (byte)'K', 3, 4, ..] =>
                "is a zip archive or a spreadsheet. Unpack it, or save it as CSV",
            _ => OtherThanText(name, head),
        };
        if (found is not null) throw new InvalidRequestException(DatasetFiles.Field, $"{name} {found}.");
    }

    private static string Compressed(string format, string command)
        => $"is compressed with {format}. A compressed file cannot be read in ranges. Decompress it first: {command}";

    private static string? OtherThanText(string name, ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return $"is UTF-16. Convert it first: iconv -f UTF-16 -t UTF-8 \"{name}\" > utf8.csv. Then use that file";
        var nul = head[..Math.Min(head.Length, LookedAt)].IndexOf((byte)0);
        if (nul < 0) return null;
        return head.StartsWith("PAR1"u8)
            ? "is a Parquet file. Export it as CSV or JSON Lines"
            : $"contains a NUL byte at byte {nul}, so it is not CSV or JSON Lines in UTF-8. If it is UTF-16, convert "
                + $"it first: iconv -f UTF-16LE -t UTF-8 \"{name}\" > utf8.csv. Then use that file";
    }
}
