using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Publishing;

/// <summary>Writes the rejected records of a block: file, offset and reason, one JSON object per line.</summary>
/// <param name="folder">The job's folder.</param>
/// <param name="name">File name, relative to the folder.</param>
public sealed class RejectsWriter(string folder, string name) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private static readonly JsonEncodedText File = JsonEncodedText.Encode("file");
    private static readonly JsonEncodedText Offset = JsonEncodedText.Encode("offset");
    private static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");

    private readonly string _path = Path.Combine(folder, name);
    private FileStream? _stream;
    private bool _committed;

    /// <summary>Name of the file; null if no record was rejected.</summary>
    public string? Name => _stream is null ? null : name;

    /// <exception cref="StorageFullException">The storage is full.</exception>
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

    /// <summary>Creates a writer for one of several threads; disposing it removes its file.</summary>
    public RejectsWriter Beside(int number) => new(folder, $"{name}.{number}");

    /// <summary>Appends all records that another writer wrote.</summary>
    /// <exception cref="StorageFullException">The storage is full.</exception>
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

    /// <summary>Flushes the file to disk. Must be called before a receipt names the file.</summary>
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

    /// <summary>Concatenates the files of all blocks under the final name. Without files, creates none.</summary>
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
