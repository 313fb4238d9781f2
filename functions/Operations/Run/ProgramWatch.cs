using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Run;

/// <summary>Waits for a program's end on a thread of its own, and brings it about when the program goes beyond a limit or is not wanted any more.</summary>
internal sealed class ProgramWatch : IDisposable
{
    /// <summary>A program that takes memory as fast as it can gets a few hundred megabytes in it.</summary>
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

    /// <param name="mark">What stands in the environment of all processes of the run, and in no other.</param>
    public ProgramWatch(Process process, string program, string mark, ProgramLimits limits, TimeProvider clock, CancellationToken cancel)
    {
        (_process, _program, _mark, _limits, _clock, _cancel) = (process, program, mark, limits, clock, cancel);
        _thread = new Thread(Watch) { IsBackground = true, Name = "Pipeline.Run.Watch" };
        _thread.Start();
    }

    /// <summary>Whether the program has ended, and all that it started.</summary>
    public bool HasEnded => !_thread.IsAlive;

    /// <summary>Ends the program. The first reason counts.</summary>
    public void Stop(Exception reason) => Interlocked.CompareExchange(ref _reason, reason, null);

    public void WaitForEnd() => _thread.Join();

    /// <exception cref="OperationCanceledException">The program is not wanted any more.</exception>
    public void ThrowIfStopped()
    {
        // Ctrl-C goes to all processes of a terminal: the program may be gone before we have heard of it.
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
                Stop(new ProgramFailedException($"{_program} was ended after {_limits.Time.TotalSeconds} seconds. Process smaller blocks (\"blockSize\"), or raise \"timeLimit\"."));
            if (RunProcesses.Resident(_process.Id) is var memory && memory > _limits.Memory)
                Stop(new ProgramFailedException($"{_program} had {memory >> 20} MiB in memory, expected at most {ByteSize.Format(_limits.Memory)}, and was ended. Have it keep less, or raise \"memoryLimit\"."));
            if (_reason is not null || _cancel.IsCancellationRequested)
                Kill();
        }
        // What it started and did not wait for ends with it.
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
            // It is ending already; if not, the next look tries again.
        }
    }
}
