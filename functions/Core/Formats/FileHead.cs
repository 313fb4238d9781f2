using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Formats;

/// <summary>The first bytes of a file, used to detect its format.</summary>
internal sealed class FileHead
{
    /// <summary>Initial sample size in bytes. A larger sample rarely changes what is detected.</summary>
    public const int FirstLength = 256 << 10;

    /// <summary>Max sample size in bytes, and so the max length of the first record.</summary>
    public const int MaxLength = 16 << 20;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly string _fullPath;
    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _asked;

    private FileHead(string name, string fullPath, int length)
    {
        Name = name;
        _fullPath = fullPath;
        _asked = length;
        using var handle = RegularFile.Open(fullPath, name);
        var size = RandomAccess.GetLength(handle);
        _bytes = new byte[Math.Min(size, length)];
        var read = RegularFile.ReadFully(handle, _bytes, 0, name);
        if (read < _bytes.Length) Array.Resize(ref _bytes, read);
        IsWhole = _bytes.Length >= size;
        _start = _bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        UnreadableContent.Reject(name, _bytes);
    }

    public string Name { get; }

    /// <summary>Whether <see cref="Text"/> reaches the end of the file.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether the file has more bytes and the sample may still grow.</summary>
    public bool CanGrow => !IsWhole && _asked < MaxLength;

    /// <summary>How much of the file was sampled, for a note.</summary>
    public string Extent => IsWhole ? "all" : $"the first {DisplayText.Count(_bytes.Length, "byte")}";

    public bool HasByteOrderMark => _start > 0;

    /// <summary>The sampled bytes, without the byte order mark.</summary>
    public ReadOnlySpan<byte> Text => _bytes.AsSpan(_start);

    /// <exception cref="InvalidRequestException">The file is compressed, binary, or encoded in UTF-16.</exception>
    /// <exception cref="DatasetUnavailableException">The file is missing, not regular, or not readable.</exception>
    public static FileHead Read(DataRoot root, DatasetFile file, int length)
        => new(file.Path, root.Resolve(file.Path, DatasetFiles.Field), length);

    public FileHead Grow() => new(Name, _fullPath, (int)Math.Min(MaxLength, _asked * 4L));
}
