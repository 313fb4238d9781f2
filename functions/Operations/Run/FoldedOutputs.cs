using System.Text;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;

namespace Pipeline.Operations.Run;

/// <summary>
/// Merges the outputs of several partials with a program when the stream is first read. Owns the partials.
/// </summary>
/// <param name="versions">Returns the current versions of the programs.</param>
/// <param name="merge">Merges two files into a new one and returns its path.</param>
internal sealed class FoldedOutputs(
    IReadOnlyList<EntryStream> partials,
    ScratchFolder scratch,
    Func<string> versions,
    Func<string, string, string> merge) : EntryStream
{
    private byte[]? _versions;
    private OutputEntries.OutputPieces? _merged;
    private string? _file;
    private bool _isAtVersions;

    public override ReadOnlySpan<byte> Key => _isAtVersions ? OutputEntries.Versions : _merged!.Key;

    public override ReadOnlySpan<byte> Value => _isAtVersions ? _versions : _merged!.Value;

    public override bool MoveNext()
    {
        if (_versions is null)
        {
            _isAtVersions = Merge(versions());
            return _isAtVersions;
        }
        _isAtVersions = false;
        return _merged is not null && _merged.MoveNext();
    }

    public override void Dispose()
    {
        _merged?.Dispose();
        if (_file is not null)
            File.Delete(_file);
        foreach (var partial in partials)
            partial.Dispose();
        base.Dispose();
    }

    /// <returns>False if there are no partials.</returns>
    private bool Merge(string now)
    {
        _versions = Encoding.UTF8.GetBytes(now);
        var fold = new OutputFold(merge);
        foreach (var partial in partials)
        {
            if (WriteOutput(partial, new VersionCheck(now)) is { } file)
                fold.Add(file);
            // Close the file and free its buffer early.
            partial.Dispose();
        }
        _file = fold.Complete();
        _merged = _file is null ? null : new OutputEntries.OutputPieces(_file);
        return partials.Count > 0;
    }

    /// <returns>Null if the partial has no output.</returns>
    private string? WriteOutput(EntryStream partial, VersionCheck check)
    {
        string? path = null;
        FileStream? file = null;
        try
        {
            while (partial.MoveNext())
            {
                if (OutputEntries.IsOutput(partial))
                {
                    file ??= new FileStream(
                        path = scratch.NewFile(),
                        FileMode.CreateNew,
                        FileAccess.Write,
                        FileShare.Read,
                        bufferSize: 0);
                    file.Write(partial.Value);
                }
                else
                {
                    check.Take(partial);
                }
            }
        }
        catch (IOException error) when (path is not null && StorageErrors.Translate(error, path, 0) is { } failure)
        {
            throw failure;
        }
        finally
        {
            file?.Dispose();
        }
        return path;
    }
}
