using System.Buffers.Binary;
using Pipeline.Core.Formats;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Settings;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>The layout of a partial of <c>profile</c>: one entry for the records, then three for each column.</summary>
internal static class ProfileEntries
{
    private const byte ColumnMark = 1;
    private const int ColumnKeyBytes = 1 + sizeof(int) + 1;

    public static byte[] Records { get; } = [0];

    public static byte[] Key(int column, ColumnEntry entry)
    {
        var key = new byte[ColumnKeyBytes];
        key[0] = ColumnMark;
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(1), column);
        key[^1] = (byte)entry;
        return key;
    }

    public static bool IsRecords(ReadOnlySpan<byte> key) => key.Length == 1;

    public static (int Column, ColumnEntry Entry) Read(ReadOnlySpan<byte> key) =>
        (BinaryPrimitives.ReadInt32BigEndian(key[1..]), (ColumnEntry)key[^1]);

    /// <summary>Creates an empty state into which entries with this key are merged.</summary>
    public static IMergeable NewState(ReadOnlySpan<byte> key, IReadOnlyList<Column> columns, ProfileLimits limits)
    {
        if (IsRecords(key)) return new RecordSummary();
        var (column, entry) = Read(key);
        return entry switch
        {
            ColumnEntry.Summary => new ColumnSummary(columns[column].Kind),
            ColumnEntry.Counts => limits.NewCounts(),
            _ => limits.NewSample(),
        };
    }
}

/// <summary>The kinds of entries of a column, in their order.</summary>
internal enum ColumnEntry : byte
{
    Summary,
    Counts,
    Sample,
}
