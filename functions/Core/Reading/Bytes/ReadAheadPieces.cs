using System.Runtime.ExceptionServices;

namespace Pipeline.Core.Reading.Bytes;

/// <summary>Prefetches a range in pieces of equal size on several threads, and returns them in order.</summary>
internal sealed class ReadAheadPieces : IDisposable
{
    private readonly ReadAt _read;
    private readonly long _start;
    private readonly long _end;
    private readonly int _pieceBytes;
    private readonly Piece[] _pieces;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _free;
    private long _nextToRead = -1;
    private long _current;
    private int _used;
    private volatile bool _isStopped;

    /// <param name="count">The number of pieces read in parallel.</param>
    public ReadAheadPieces(ReadAt read, long start, long end, int pieceBytes, int count)
    {
        _read = read;
        _start = start;
        _end = end;
        _pieceBytes = pieceBytes;
        _free = new SemaphoreSlim(count);
        _pieces = [.. Enumerable.Range(0, count).Select(_ => new Piece(pieceBytes))];
        _threads = [.. _pieces.Select(_ => new Thread(ReadPieces) { IsBackground = true, Name = "Pipeline.Read" })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Copies the next bytes, up to the end of the range.</summary>
    /// <returns>The number of bytes; less than requested only at the end of the range or file.</returns>
    public int Read(Span<byte> target)
    {
        var taken = 0;
        while (taken < target.Length && StartOf(_current) < _end)
        {
            var piece = _pieces[_current % _pieces.Length];
            piece.IsRead.Wait();
            piece.Failure?.Throw();
            var length = Math.Min(target.Length - taken, piece.Length - _used);
            piece.Bytes.AsSpan(_used, length).CopyTo(target[taken..]);
            taken += length;
            _used += length;
            if (_used < piece.Length) break;
            // The file has shrunk: its end is here.
            if (piece.Length < WantedOf(_current)) break;
            piece.IsRead.Reset();
            _current++;
            _used = 0;
            _free.Release();
        }
        return taken;
    }

    /// <summary>Waits for running reads, because they write into buffers that are about to be released.</summary>
    public void Dispose()
    {
        _isStopped = true;
        _free.Release(_threads.Length);
        foreach (var thread in _threads)
            thread.Join();
        _free.Dispose();
        foreach (var piece in _pieces)
            piece.IsRead.Dispose();
    }

    private long StartOf(long number) => _start + number * _pieceBytes;

    private int WantedOf(long number) => (int)Math.Min(_pieceBytes, _end - StartOf(number));

    private void ReadPieces()
    {
        while (true)
        {
            _free.Wait();
            var number = Interlocked.Increment(ref _nextToRead);
            if (_isStopped || StartOf(number) >= _end) return;
            var piece = _pieces[number % _pieces.Length];
            try
            {
                piece.Length = _read(piece.Bytes.AsSpan(0, WantedOf(number)), StartOf(number));
            }
            catch (Exception failure)
            {
                // Rethrown when the piece is consumed.
                piece.Failure = ExceptionDispatchInfo.Capture(failure);
            }
            piece.IsRead.Set();
        }
    }

    private sealed class Piece(int bytes)
    {
        public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(bytes);

        public int Length { get; set; }

        public ExceptionDispatchInfo? Failure { get; set; }

        public ManualResetEventSlim IsRead { get; } = new();
    }
}
