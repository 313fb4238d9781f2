using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Reading.Json;

/// <summary>Stores the values found in each line in the rows of a batch.</summary>
/// <param name="copies">Receives copies of values that may overlap; null if values stay in the buffer.</param>
internal sealed class JsonLineValues(int columns, JsonTexts? copies)
{
    private readonly int[][] _starts = new int[columns][];
    private readonly int[][] _lengths = new int[columns][];

    /// <summary>For each column, the number of the line in which it was last found.</summary>
    private readonly long[] _foundIn = new long[columns];

    /// <summary>The columns whose strings in this line have escapes or non-ASCII bytes.</summary>
    private readonly int[] _special = new int[columns];
    private int _specials;
    private long _line;
    private int _row;

    public void StartBatch(RecordBatch batch)
    {
        for (var i = 0; i < columns; i++)
        {
            _starts[i] = batch.Columns[i].Starts;
            _lengths[i] = batch.Columns[i].Lengths;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StartLine(int row)
    {
        _row = row;
        _line++;
        _specials = 0;
        foreach (var lengths in _lengths)
            lengths[row] = FieldColumn.Null;
    }

    /// <summary>Stores the position of a value. If a path occurs twice in a line, the first one wins.</summary>
    /// <param name="column">Negative if the value was not requested.</param>
    /// <param name="isSpecial">Whether the value is a string with escapes or non-ASCII bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Note(int column, int start, int length, bool isSpecial)
    {
        if (column < 0 || _foundIn[column] == _line) return;
        _foundIn[column] = _line;
        _starts[column][_row] = start;
        _lengths[column][_row] = length;
        if (isSpecial)
            _special[_specials++] = column;
    }

    /// <summary>Decodes escapes. Returns false, and changes nothing, if a string is invalid.</summary>
    /// <param name="bytes">The buffer's bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFinishLine(byte[] bytes) => (_specials == 0 && copies is null) || TryFinish(bytes);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryFinish(byte[] bytes)
    {
        foreach (var column in _special.AsSpan(0, _specials))
        {
            var text = bytes.AsSpan(_starts[column][_row], _lengths[column][_row]);
            if (!Utf8.IsValid(text) || !JsonEscapes.ArePaired(text)) return false;
        }
        if (copies is not null)
        {
            CopyTo(copies, bytes);
            bytes = copies.Bytes;
        }
        foreach (var column in _special.AsSpan(0, _specials))
            _lengths[column][_row] = JsonEscapes.TakeOut(bytes.AsSpan(_starts[column][_row], _lengths[column][_row]));
        return true;
    }

    private void CopyTo(JsonTexts copies, byte[] bytes)
    {
        for (var i = 0; i < columns; i++)
        {
            if (_lengths[i][_row] != FieldColumn.Null)
                _starts[i][_row] = copies.Add(bytes.AsSpan(_starts[i][_row], _lengths[i][_row]));
        }
    }
}
