using Pipeline.Core.Entries;

namespace Pipeline.Operations.Run;

/// <summary>
/// The layout of a partial of <c>run</c>: an entry with the versions of the programs, then the output in pieces. A
/// block without records has no pieces; an empty output has one empty piece.
/// </summary>
internal static class OutputEntries
{
    private const int PieceBytes = 64 * 1024;

    public static ReadOnlySpan<byte> Versions => [0];

    public static ReadOnlySpan<byte> Piece => [1];

    public static bool IsOutput(EntryStream entry) => entry.Key.SequenceEqual(Piece);

    /// <summary>Appends a program's output file to the partial.</summary>
    public static void AppendOutput(PartialWriter partial, string path)
    {
        using var pieces = new OutputPieces(path);
        partial.Append(pieces);
    }

    /// <summary>Reads an output file as entries, one for each piece.</summary>
    internal sealed class OutputPieces(string path) : EntryStream
    {
        private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        private readonly byte[] _bytes = new byte[PieceBytes];
        private int _length = -1;

        public override ReadOnlySpan<byte> Key => Piece;

        public override ReadOnlySpan<byte> Value => _bytes.AsSpan(0, _length);

        public override bool MoveNext()
        {
            var isFirst = _length < 0;
            _length = _file.ReadAtLeast(_bytes, PieceBytes, throwOnEndOfStream: false);
            return _length > 0 || isFirst;
        }

        public override void Dispose()
        {
            _file.Dispose();
            base.Dispose();
        }
    }
}
