using System.ComponentModel;
using System.Diagnostics;
using Pipeline.Core.Entries;

namespace Pipeline.Operations.Run;

/// <summary>
/// One run of a program, from its start to its end. Its output goes to a file, of its errors the tail is kept, and a
/// watch ends it, with all that it started, when it goes beyond a limit or nobody wants it any more.
/// </summary>
internal sealed class ProgramRun : IDisposable
{
    /// <summary>
    /// The variable that all processes of a run have in their environment, each run with another value.
    /// </summary>
    public const string Mark = Launcher.OwnPrefix + "ATTEMPT";

    private const int BufferBytes = 64 * 1024;

    private readonly string _name;
    private readonly string _folder;
    private readonly string _output;
    private readonly Process _process;
    private readonly ProgramWatch _watch;
    private readonly OutputPump _outputs;
    private readonly ErrorTail _errors;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private int _filled;
    private bool _isInputClosed;

    /// <param name="more">Arguments after those of the command.</param>
    /// <param name="purpose">What the run is for, for messages.</param>
    /// <exception cref="ProgramFailedException">It cannot be started.</exception>
    public ProgramRun(
        ToolCommand command, IReadOnlyList<string> more, Dictionary<string, string> environment, ScratchFolder scratch,
        ProgramLimits limits, TimeProvider clock, string purpose, CancellationToken cancel)
    {
        _name = $"{command.Tool.Path}, {purpose},";
        _output = scratch.NewFile();
        _folder = Directory.CreateDirectory(scratch.NewFile()).FullName;
        var start = new ProcessStartInfo(command.Tool.FullPath, [.. command.Arguments, .. more])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        // What a program keeps at home or writes for a moment goes with the folder.
        (start.Environment["HOME"], start.Environment["TMPDIR"]) = (_folder, _folder);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Start(start);
        _watch = new ProgramWatch(_process, _name, $"{Mark}={environment[Mark]}", limits, clock, cancel);
        _errors = new ErrorTail(_process.StandardError.BaseStream);
        _outputs = new OutputPump(_process.StandardOutput.BaseStream, _output, limits.Output, _name, _watch.Stop);
    }

    /// <summary>Writes to the program's standard input. A program that wants no more gets none.</summary>
    /// <exception cref="ProgramFailedException">It has ended with an error, or was ended.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _buffer.Length - _filled)
        {
            var length = _buffer.Length - _filled;
            bytes[..length].CopyTo(_buffer.AsSpan(_filled));
            _filled = _buffer.Length;
            bytes = bytes[length..];
            WriteBuffer();
        }
        bytes.CopyTo(_buffer.AsSpan(_filled));
        _filled += bytes.Length;
    }

    /// <summary>Waits for the program's end.</summary>
    /// <returns>The file with its output.</returns>
    /// <exception cref="ProgramFailedException">It ended with an error, or was ended.</exception>
    /// <exception cref="ProgramBusyException">It asks to be tried again.</exception>
    public string Complete()
    {
        WriteBuffer();
        CloseInput();
        _watch.WaitForEnd();
        _outputs.WaitForEnd();
        _watch.ThrowIfStopped();
        ProgramEnd.Judge(_process.ExitCode, _name, _errors.Text());
        return _output;
    }

    public void Dispose()
    {
        _watch.Dispose();
        CloseInput();
        // A process does not close streams that somebody asked it for.
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private void WriteBuffer()
    {
        if (!_isInputClosed)
        {
            try
            {
                _process.StandardInput.BaseStream.Write(_buffer, 0, _filled);
            }
            catch (IOException)
            {
                // A broken pipe: it reads no more, and may be right, as head is.
                CloseInput();
            }
        }
        else if (_watch.HasEnded)
        {
            _watch.ThrowIfStopped();
            ProgramEnd.Judge(_process.ExitCode, _name, _errors.Text());
        }
        _filled = 0;
    }

    private void CloseInput()
    {
        if (_isInputClosed) return;
        _isInputClosed = true;
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It reads no more.
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            Directory.Delete(_folder);
            throw StartErrors.Translate(e, _name);
        }
    }
}
