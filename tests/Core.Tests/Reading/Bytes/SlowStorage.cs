using System.Diagnostics;
using Pipeline.Core.Reading.Bytes;

namespace Pipeline.Core.Tests.Reading.Bytes;

/// <summary>
/// A file as network storage gives it: every read takes a while to be answered, many may be under way at once, and all
/// of them together get so many bytes a second.
/// </summary>
internal sealed class SlowStorage(byte[] content, TimeSpan latency, double bytesPerSecond)
{
    private readonly Lock _line = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private TimeSpan _lineIsFree;
    private int _underWay;

    /// <summary>The most reads that were under way at once.</summary>
    public int MaxInFlight { get; private set; }

    public long BytesRead { get; private set; }

    /// <summary>What the storage gives at best.</summary>
    public TimeSpan Best => latency + TimeSpan.FromSeconds(content.Length / bytesPerSecond);

    public ReadAt Read => (target, offset) =>
    {
        var length = (int)Math.Clamp(content.Length - offset, 0, target.Length);
        TimeSpan answered;
        lock (_line)
        {
            MaxInFlight = Math.Max(MaxInFlight, ++_underWay);
            var asked = Stopwatch.GetElapsedTime(_began);
            _lineIsFree = (_lineIsFree > asked ? _lineIsFree : asked) + TimeSpan.FromSeconds(length / bytesPerSecond);
            answered = _lineIsFree + latency;
        }
        while (answered - Stopwatch.GetElapsedTime(_began) is { Ticks: > 0 } left)
            Thread.Sleep(left);
        content.AsSpan((int)offset, length).CopyTo(target);
        lock (_line)
        {
            _underWay--;
            BytesRead += length;
        }
        return length;
    };
}
