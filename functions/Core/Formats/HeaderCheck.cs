using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Formats;

/// <summary>
/// Holds each file of a dataset to the format that was found in one: the same header, or without headers as many
/// fields in its first record; and for any format, content that can be read at all. Reads only heads. May be used
/// by several threads at once.
/// </summary>
public sealed class HeaderCheck
{
    /// <summary>A header is hardly longer, and small reads are cheap on any file system.</summary>
    private const int FirstLength = 4096;

    private readonly DataRoot _root;
    private readonly DelimitedFormat? _format;
    private readonly string _reference = "";
    private readonly string[]? _header;

    /// <param name="files">The dataset; the header of the first that has one is what the others must have.</param>
    /// <exception cref="InvalidRequestException">A head cannot be read as the format says.</exception>
    /// <exception cref="DatasetUnavailableException">A file is gone, or not readable.</exception>
    public HeaderCheck(DataRoot root, IReadOnlyList<DatasetFile> files, RecordFormat format)
    {
        _root = root;
        _format = format as DelimitedFormat;
        if (_format is not { Header: true }) return;
        foreach (var file in files)
        {
            _header = First(file, _format);
            _reference = file.Path;
            if (_header is not null) return;
        }
    }

    /// <summary>Empty files pass.</summary>
    /// <exception cref="InvalidRequestException">
    /// The file differs: both files and the first column that differs are named. Or it cannot be read as text.
    /// </exception>
    /// <exception cref="DatasetUnavailableException">The file is gone, or not readable.</exception>
    public void Check(DatasetFile file)
    {
        if (file.Fingerprint.Size == 0) return;
        if (_format is null)
        {
            FileHead.Read(_root, file, FirstLength);
            return;
        }

        if (First(file, _format) is not { } first) return;
        if (!_format.Header)
        {
            if (first.Length == _format.Columns.Count) return;
            throw Different($"The first record of {file.Path} has {DisplayText.Count(first.Length, "field")}, expected " +
                $"{_format.Columns.Count} as in the dataset's other files.");
        }

        if (_header is null) return;
        var same = Math.Min(first.Length, _header.Length);
        for (var i = 0; i < same; i++)
        {
            if (first[i] != _header[i])
            {
                throw Different($"{file.Path} has another header than {_reference}: its column {i + 1} is " +
                    $"{DisplayText.Value(first[i])}, expected {DisplayText.Value(_header[i])}.");
            }
        }

        if (first.Length != _header.Length)
        {
            throw Different($"{file.Path} has another header than {_reference}: it has " +
                $"{DisplayText.Count(first.Length, "column")}, expected {_header.Length}; column {same + 1} " +
                (first.Length > same ? $"({DisplayText.Value(first[same])}) is too many." : $"({DisplayText.Value(_header[same])}) is missing."));
        }
    }

    private string[]? First(DatasetFile file, DelimitedFormat format)
    {
        if (file.Fingerprint.Size == 0) return null;
        var first = SampleRecords.First(
            FileHead.Read(_root, file, FirstLength),
            new Dialect(format.Delimiter, format.Quote),
            emptyLines: format.Columns.Count == 1);
        return first is null ? null : Array.ConvertAll(first, value => value.Trim());
    }

    private static InvalidRequestException Different(string what) => new(DatasetFiles.Field,
        what + " A dataset is files of one layout: name only those, or give this file the same columns in the same order.");
}
