using System.Text;

namespace Pipeline.Operations.Run;

/// <summary>Reads a program's standard error and keeps the end, where the reason for a failure usually is.</summary>
internal sealed class ErrorTail
{
    public const int MaxBytes = 4 * 1024;

    private readonly byte[] _tail = new byte[MaxBytes];
    private readonly Thread _reader;
    private long _read;

    public ErrorTail(Stream errors)
    {
        _reader = new Thread(() => Read(errors)) { IsBackground = true, Name = "Pipeline.Run.Errors" };
        _reader.Start();
    }

    /// <summary>Returns the kept text. Call it after the program has exited.</summary>
    public string Text()
    {
        _reader.Join(OutputPump.Grace);
        lock (_tail)
        {
            if (_read <= MaxBytes)
                return Encoding.UTF8.GetString(_tail, 0, (int)_read).TrimEnd();
            var start = (int)(_read % MaxBytes);
            return "…" + Encoding.UTF8.GetString([.. _tail[start..], .. _tail[..start]]).TrimEnd();
        }
    }

    private void Read(Stream errors)
    {
        var buffer = new byte[MaxBytes];
        try
        {
            while (errors.Read(buffer) is > 0 and var length)
            {
                lock (_tail)
                {
                    foreach (var value in buffer.AsSpan(0, length))
                        _tail[_read++ % MaxBytes] = value;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The run was disposed, so nobody needs the text.
        }
    }
}
