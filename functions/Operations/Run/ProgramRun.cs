using System.ComponentModel;
using System.Diagnostics;
using Pipeline.Core.Entries;

namespace Pipeline.Operations.Run;

/// <summary>
/// One run of a program, from its start to its end. Its output goes to a file, and the end of its standard error is
/// kept. A watch kills the program and everything it started if it exceeds a limit or is no longer needed.
/// </summary>
internal sealed class ProgramRun : IDisposable
{
    /// <summary>
    /// The environment variable that identifies the processes of a run: its value is different for each run.
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

    /// <param name="more">Arguments after the command's own.</param>
    /// <param name="purpose">The purpose of the run, for messages.</param>
    /// <exception cref="ProgramFailedException">The program cannot be started.</exception>
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
        // Files that the program writes to its home or temporary folder are deleted with the run's folder.
        (start.Environment["HOME"], start.Environment["TMPDIR"]) = (_folder, _folder);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Start(start);
        _watch = new ProgramWatch(_process, _name, $"{Mark}={environment[Mark]}", limits, clock, cancel);
        _errors = new ErrorTail(_process.StandardError.BaseStream);
        _outputs = new OutputPump(_process.StandardOutput.BaseStream, _output, limits.Output, _name, _watch.Stop);
    }

    /// <summary>Writes to the program's standard input. Ignored once the program has stopped reading.</summary>
    /// <exception cref="ProgramFailedException">The program exited with an error or was stopped.</exception>
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

    /// <summary>Waits until the program exits.</summary>
    /// <returns>The file with its output.</returns>
    /// <exception cref="ProgramFailedException">The program exited with an error or was stopped.</exception>
    /// <exception cref="ProgramBusyException">The program requested a retry.</exception>
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
        // Process.Dispose does not close streams that were accessed through its properties.
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
                // A broken pipe: the program has stopped reading, which is not an error (head does so).
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
            // The program has stopped reading.
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
