using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Reading.Json;

/// <summary>Puts the values found in one line after the other into the rows of a batch.</summary>
/// <param name="copies">Where values go that may overlap; null if values stay where they stand in the buffer.</param>
internal sealed class JsonLineValues(int columns, JsonTexts? copies)
{
    private readonly int[][] _starts = new int[columns][];
    private readonly int[][] _lengths = new int[columns][];

    /// <summary>For each column the number of the line that it was last found in.</summary>
    private readonly long[] _foundIn = new long[columns];

    /// <summary>The columns whose texts in this line have escapes or bytes that are not ASCII.</summary>
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

    /// <summary>Notes where a value lies in the buffer, unless its path was found before in this line: the first counts.</summary>
    /// <param name="column">Less than 0 for none.</param>
    /// <param name="isSpecial">Whether it is a text with escapes or bytes that are not ASCII.</param>
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

    /// <summary>Takes escapes out of texts. False, with nothing changed, if a text is not valid.</summary>
    /// <param name="bytes">Those of the buffer.</param>
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
