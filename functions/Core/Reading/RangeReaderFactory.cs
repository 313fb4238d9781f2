using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Delimited;
using Pipeline.Core.Reading.Json;
using Pipeline.Core.Reading.Ranges;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading;

/// <summary>Selects the reader for a format.</summary>
internal static class RangeReaderFactory
{
    public static RangeReader Open(
        DataRoot root,
        FileRange range,
        RecordFormat format,
        IReadOnlyList<string> columns,
        BadRecords badRecords,
        ReadingOptions options,
        bool withRecords) =>
        format switch
        {
            DelimitedFormat delimited =>
                new DelimitedReader(root, range, delimited, columns, badRecords, options, withRecords),
            JsonLinesFormat => new JsonLinesReader(root, range, columns, badRecords, options, withRecords),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No reader for this record format."),
        };
}
