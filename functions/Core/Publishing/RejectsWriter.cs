using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Publishing;

/// <summary>Writes down the records that a block leaves out: file, offset and reason, one JSON object a line.</summary>
/// <param name="folder">Folder of the job.</param>
/// <param name="name">Relative to it.</param>
public sealed class RejectsWriter(string folder, string name) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private static readonly JsonEncodedText File = JsonEncodedText.Encode("file");
    private static readonly JsonEncodedText Offset = JsonEncodedText.Encode("offset");
    private static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");

    private readonly string _path = Path.Combine(folder, name);
    private FileStream? _stream;
    private bool _committed;

    /// <summary>Name of the file; null while no record is left out.</summary>
    public string? Name => _stream is null ? null : name;

    /// <exception cref="StorageFullException">There is no room for it.</exception>
    public void Add(BadRecord record)
    {
        try
        {
            var stream = Open();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteString(File, record.File);
                json.WriteNumber(Offset, record.Offset);
                json.WriteString(Reason, record.Reason);
                json.WriteEndObject();
            }
            stream.WriteByte((byte)'\n');
        }
        catch (Exception error) when (StorageErrors.Translate(error, _path, BufferBytes) is { } full)
        {
            throw full;
        }
    }

    /// <summary>A file for one of several that write side by side; it is removed when it is disposed.</summary>
    public RejectsWriter Beside(int number) => new(folder, $"{name}.{number}");

    /// <summary>Appends all that another wrote.</summary>
    /// <exception cref="StorageFullException">There is no room for it.</exception>
    public void Take(RejectsWriter other)
    {
        if (other._stream is null) return;
        try
        {
            other._stream.Flush();
            using var written = System.IO.File.OpenRead(other._path);
            written.CopyTo(Open());
        }
        catch (Exception error) when (StorageErrors.Translate(error, _path, BufferBytes) is { } full)
        {
            throw full;
        }
    }

    /// <summary>Flushes what was written to disk, before a receipt names it.</summary>
    public void Commit()
    {
        _stream?.Flush(flushToDisk: true);
        _committed = true;
    }

    private FileStream Open()
    {
        if (_stream is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            _stream = new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, BufferBytes);
        }
        return _stream;
    }

    public void Dispose()
    {
        _stream?.Dispose();
        if (!_committed && _stream is not null)
            System.IO.File.Delete(_path);
    }

    /// <summary>Puts the files of all blocks together under their final name; none leave no file.</summary>
    /// <param name="names">Relative to the job's folder, in block order.</param>
    public static void Gather(JobFolder folder, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return;
        var temporary = $"{folder.RejectsPath}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var all = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                foreach (var name in names)
                {
                    using var one = System.IO.File.OpenRead(Path.Combine(folder.Path, name));
                    one.CopyTo(all);
                }
                all.Flush(flushToDisk: true);
            }
            System.IO.File.Move(temporary, folder.RejectsPath, overwrite: true);
        }
        catch (Exception error) when (StorageErrors.Translate(error, folder.RejectsPath, BufferBytes) is { } full)
        {
            throw full;
        }
        finally
        {
            System.IO.File.Delete(temporary);
        }
    }
}
