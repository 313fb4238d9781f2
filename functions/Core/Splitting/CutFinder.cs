using Microsoft.Win32.SafeHandles;
using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;

namespace Pipeline.Core.Splitting;

/// <summary>
/// Finds where to cut: the first record start at or after an offset. It reads only a small window at the offset. In a
/// file with quotes, the cut is therefore a guess, though a very good one, which the job later proves or corrects.
/// </summary>
public sealed class CutFinder(RecordFormat format, CutSearchOptions windows)
{
    /// <returns>
    /// A record start in <c>[nominal, size]</c>; <paramref name="size"/> if no record starts at or after the offset.
    /// </returns>
    public long Find(SafeFileHandle file, string path, long size, long nominal)
    {
        var from = Math.Max(0, nominal - 1 - windows.BytesBefore);
        var bytes = new byte[windows.FirstBytes];
        var length = 0;
        while (true)
        {
            length += RegularFile.ReadFully(file, bytes.AsSpan(length), from + length, path);
            // Start at the byte before the offset: if a record ends there, the next one starts at the offset itself.
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
