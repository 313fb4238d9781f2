using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Run;

/// <summary>Copies a program's standard output to a file on its own thread, up to a limit.</summary>
internal sealed class OutputPump
{
    /// <summary>How long child processes may keep standard output open after the program has exited.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private const int BufferBytes = 64 * 1024;

    private readonly Action<Exception> _stop;
    private readonly string _program;
    private readonly Thread _thread;

    /// <param name="stop">Stops the program for the given reason.</param>
    public OutputPump(Stream output, string path, long limit, string program, Action<Exception> stop)
    {
        _stop = stop;
        _program = program;
        _thread = new Thread(() => Pump(output, path, limit)) { IsBackground = true, Name = "Pipeline.Run.Output" };
        _thread.Start();
    }

    /// <summary>Waits until all output is written. Call it after the program has exited.</summary>
    public void WaitForEnd()
    {
        if (!_thread.Join(Grace))
            _stop(
                new ProgramFailedException(
                    $"{_program} exited, but left a process running that holds its standard output open. A program "
                        + "must wait for every process that it starts."));
    }

    private void Pump(Stream output, string path, long limit)
    {
        var written = 0L;
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
            while (output.Read(buffer) is > 0 and var length)
            {
                written += length;
                if (written > limit)
                {
                    _stop(
                        new ProgramFailedException(
                            $"{_program} wrote more than {ByteSize.Format(limit)} to standard output and was stopped. "
                                + "Make it write less, use smaller blocks (\"blockSize\"), or raise "
                                + "\"outputLimit\"."));
                    return;
                }
                file.Write(buffer, 0, length);
            }
        }
        catch (Exception e)
        {
            // Rethrown in the thread that waits for the program.
            _stop(StorageErrors.Translate(e, path, written) ?? e);
        }
    }
}
