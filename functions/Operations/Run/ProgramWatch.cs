using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Run;

/// <summary>
/// Waits for a program to exit, on its own thread, and kills it when it exceeds a limit or the job is canceled.
/// </summary>
internal sealed class ProgramWatch : IDisposable
{
    /// <summary>Short enough that a program can allocate only a few hundred megabytes between two polls.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private const int InterruptedExitCode = 130;

    private readonly Process _process;
    private readonly string _program;
    private readonly string _mark;
    private readonly ProgramLimits _limits;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _cancel;
    private readonly Thread _thread;
    private Exception? _reason;

    /// <param name="mark">
    /// The environment variable, as <c>NAME=value</c>, that identifies the processes of the run.
    /// </param>
    public ProgramWatch(
        Process process,
        string program,
        string mark,
        ProgramLimits limits,
        TimeProvider clock,
        CancellationToken cancel)
    {
        (_process, _program, _mark, _limits, _clock, _cancel) = (process, program, mark, limits, clock, cancel);
        _thread = new Thread(Watch) { IsBackground = true, Name = "Pipeline.Run.Watch" };
        _thread.Start();
    }

    /// <summary>Whether the program and everything it started have ended.</summary>
    public bool HasEnded => !_thread.IsAlive;

    /// <summary>Stops the program. Only the first reason is kept.</summary>
    public void Stop(Exception reason) => Interlocked.CompareExchange(ref _reason, reason, null);

    public void WaitForEnd() => _thread.Join();

    /// <exception cref="OperationCanceledException">The job was canceled.</exception>
    public void ThrowIfStopped()
    {
        // Ctrl-C reaches all processes of a terminal, so the program can exit before our own cancellation arrives.
        if (_process.ExitCode == InterruptedExitCode)
            _cancel.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
        _cancel.ThrowIfCancellationRequested();
        if (_reason is not null)
            ExceptionDispatchInfo.Throw(_reason);
    }

    public void Dispose()
    {
        Stop(new OperationCanceledException());
        _thread.Join();
    }

    private void Watch()
    {
        var started = _clock.GetTimestamp();
        while (!_process.WaitForExit(LookEvery))
        {
            if (_clock.GetElapsedTime(started) > _limits.Time)
                Stop(
                    new ProgramFailedException(
                        $"{_program} was stopped after {_limits.Time.TotalSeconds} seconds. Use smaller blocks "
                            + "(\"blockSize\"), or raise \"timeLimit\"."));
            if (RunProcesses.Resident(_process.Id) is var memory && memory > _limits.Memory)
                Stop(
                    new ProgramFailedException(
                        $"{_program} used {memory >> 20} MiB of memory, expected at most "
                            + $"{ByteSize.Format(_limits.Memory)}, and was stopped. Make it use less, or raise "
                            + "\"memoryLimit\"."));
            if (_reason is not null || _cancel.IsCancellationRequested)
                Kill();
        }
        // Kill the processes that the program started and did not wait for.
        RunProcesses.Kill(_mark);
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or AggregateException)
        {
            // The program is exiting already; otherwise the next poll tries again.
        }
    }
}
