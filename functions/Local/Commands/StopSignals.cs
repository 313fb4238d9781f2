using System.Runtime.InteropServices;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary>
/// Handles Ctrl-C and SIGTERM: the first signal stops the command cleanly, the second ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CommandIo _io;
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals(CommandIo io)
    {
        _io = io;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        if (_stop.IsCancellationRequested) return;
        signal.Cancel = true;
        // Cancel on another thread before writing: the write may block, as on a terminal after Ctrl-S.
        _ = _stop.CancelAsync();
        // On a terminal, the cursor is on the progress line, after ^C.
        var newLine = _io.ErrorIsTerminal ? Environment.NewLine : "";
        _io.Error.WriteLine($"{newLine}stopping; press Ctrl-C again to end at once");
    }
}
