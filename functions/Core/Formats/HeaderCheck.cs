using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Formats;

/// <summary>
/// Verifies that every file of a dataset has the format detected in one of them: the same header or, without headers,
/// the same number of fields in the first record. For any format, verifies that the content is readable. Reads only the
/// first bytes of each file. Thread-safe.
/// </summary>
public sealed class HeaderCheck
{
    /// <summary>Initial read in bytes. Headers are rarely longer, and small reads are cheap.</summary>
    private const int FirstLength = 4096;

    private readonly DataRoot _root;
    private readonly DelimitedFormat? _format;
    private readonly string _reference = "";
    private readonly string[]? _header;

    /// <param name="files">The dataset. The first non-empty file provides the expected header.</param>
    /// <exception cref="InvalidRequestException">The start of a file does not match the format.</exception>
    /// <exception cref="DatasetUnavailableException">A file is missing or not readable.</exception>
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

    /// <summary>Verifies one file. Empty files pass.</summary>
    /// <exception cref="InvalidRequestException">
    /// The file has a different layout (the message names both files and the first column that differs), or it is not
    /// text.
    /// </exception>
    /// <exception cref="DatasetUnavailableException">The file is missing or not readable.</exception>
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
            if (first.Length == _format.Columns.Count)
                return;
            throw Different(
                $"The first record of {file.Path} has {DisplayText.Count(first.Length, "field")}, expected "
                + $"{_format.Columns.Count}, as in the other files of the dataset.");
        }

        if (_header is null) return;
        var same = Math.Min(first.Length, _header.Length);
        for (var i = 0; i < same; i++)
        {
            if (first[i] != _header[i])
            {
                throw Different($"{file.Path} has a different header than {_reference}: its column {i + 1} is " +
                    $"{DisplayText.Value(first[i])}, expected {DisplayText.Value(_header[i])}.");
            }
        }

        if (first.Length != _header.Length)
        {
            throw Different(
                $"{file.Path} has a different header than {_reference}: it has "
                    + $"{DisplayText.Count(first.Length, "column")}, expected {_header.Length}; column {same + 1} "
                    + (
                        first.Length > same
                            ? $"({DisplayText.Value(first[same])}) is extra."
                            : $"({DisplayText.Value(_header[same])}) is missing."));
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

    private static InvalidRequestException Different(string what) =>
        new(
            DatasetFiles.Field,
            what
                + " All files of a dataset must have the same layout: leave this file out, or give it the same "
                + "columns in the same order.");
}
