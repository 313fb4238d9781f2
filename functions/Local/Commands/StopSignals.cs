using System.Runtime.InteropServices;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary>
/// Ctrl-C and the signal that ends a process: the first asks the command to stop cleanly, the second ends it at once.
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
        // First the stop, on another thread: who reads our words may hold them up, as a terminal does after Ctrl-S.
        _ = _stop.CancelAsync();
        // On a terminal the cursor stands in the line that shows the progress, behind ^C.
        _io.Error.WriteLine($"{(_io.ErrorIsTerminal ? Environment.NewLine : "")}stopping; once more ends at once");
    }
}
