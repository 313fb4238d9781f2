using Microsoft.Win32.SafeHandles;
using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;

namespace Pipeline.Core.Splitting;

/// <summary>
/// Finds where to cut: the first record start at or after a given offset, from a small window at the offset and
/// nothing else. With quotes in the file that is a guess (a very good one), which the workers prove or correct.
/// </summary>
public sealed class CutFinder(RecordFormat format, CutSearchOptions windows)
{
    /// <returns>
    /// A record start in <c>[nominal, size]</c>; <paramref name="size"/> when the last record reaches to the end.
    /// </returns>
    public long Find(SafeFileHandle file, string path, long size, long nominal)
    {
        var from = Math.Max(0, nominal - 1 - windows.BytesBefore);
        var bytes = new byte[windows.FirstBytes];
        var length = 0;
        while (true)
        {
            length += RegularFile.ReadFully(file, bytes.AsSpan(length), from + length, path);
            // From the byte before the offset, since a record starts at the offset itself if a record ends there.
            var window = new CutWindow(
                bytes.AsSpan(0, length), (int)(nominal - 1 - from), fromStart: from == 0, toEnd: from + length >= size,
                isLong: length >= windows.QuietBytes, mayGuess: length >= windows.GuessBytes);
            if (window.FindRecordEnd(format) is { } end)
                return from + end;
            if (from + length >= size || length < bytes.Length)
                return size;
            if (length >= windows.MaxBytes)
                return nominal;
            Array.Resize(ref bytes, bytes.Length * 4);
        }
    }
}
