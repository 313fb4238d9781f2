using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Vectors;

/// <summary>
/// Parses a column of decimal text: eight rows at once if the CPU supports it, otherwise one by one. Long or unusual
/// numbers take the slower paths of <see cref="DecimalText"/> and <see cref="Number"/>.
/// </summary>
internal ref struct DecimalColumn
{
    private readonly TextVector _texts;
    private readonly NumberVector _result;
    private readonly ref byte _bytes;

    /// <summary>The last index from which a whole word can be read.</summary>
    private readonly int _lastWord;

    private readonly long[] _units;
    private readonly byte[] _scales;
    private int _minScale = DecimalText.MaxDigits;
    private int _maxScale;

    private DecimalColumn(TextVector texts, NumberVector result)
    {
        _texts = texts;
        _result = result;
        _bytes = ref MemoryMarshal.GetArrayDataReference(texts.Bytes);
        _lastWord = texts.Bytes.Length - DecimalText.WordLength;
        (_units, _scales) = result.StartMixed(texts.Count);
    }

    /// <summary>Fills <paramref name="result"/>. Missing texts become NULL, and non-numbers become faults.</summary>
    /// <param name="oneByOne">Whether to parse without vector instructions.</param>
    public static void Parse(TextVector texts, NumberVector result, bool oneByOne = false)
    {
        var column = new DecimalColumn(texts, result);
        var row = oneByOne || !IsVectorized ? 0 : column.ParseEights();
        for (; row < texts.Count; row++)
            column.ParseRow(row);
        result.CompleteMixed(column._minScale, column._maxScale);
    }

    private static bool IsVectorized => Avx512BW.IsSupported && Avx512CD.IsSupported;

    private void ParseRow(int row)
    {
        var (start, length) = (_texts.Starts[row], _texts.Lengths[row]);
        var scale = 0;
        if ((uint)(length - 1) < DecimalText.WordLength && start <= _lastWord
                ? !DecimalText.TryParseWord(Word(start), length, out _units[row], out scale)
                : length <= 0
                    || !DecimalText.TryParse(
                        new ReadOnlySpan<byte>(_texts.Bytes, start, length),
                        out _units[row],
                        out scale))
        {
            SetOther(row);
            return;
        }
        _scales[row] = (byte)scale;
        _minScale = Math.Min(_minScale, scale);
        _maxScale = Math.Max(_maxScale, scale);
    }

    /// <summary>Sets a row whose text is missing, unusual or not a number.</summary>
    private readonly void SetOther(int row)
    {
        _units[row] = 0;
        if (_texts.States[row] != RowState.Value)
            _result.SetState(row, _texts.States[row]);
        else if (Number.TryParse(_texts[row], out var number))
            _result.Set(row, number);
        else
            _result.SetState(row, RowState.Fault);
    }

    /// <summary>Parses eight rows at once, with the same steps as <see cref="DecimalText.TryParseWord"/>.</summary>
    /// <returns>The number of rows parsed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ParseEights()
    {
        var zeros = Vector512.Create(0x3030303030303030UL);
        var tops = Vector512.Create(0x8080808080808080UL);
        var minScales = Vector512.Create((ulong)_minScale);
        var maxScales = Vector512<ulong>.Zero;
        ref var starts = ref MemoryMarshal.GetArrayDataReference(_texts.Starts);
        ref var lengths = ref MemoryMarshal.GetArrayDataReference(_texts.Lengths);
        ref var units = ref MemoryMarshal.GetArrayDataReference(_units);
        ref var scales = ref MemoryMarshal.GetArrayDataReference(_scales);
        var row = 0;
        for (; row + 8 <= _texts.Count; row += 8)
        {
            var places = Vector256.LoadUnsafe(ref starts, (nuint)row);
            var sizes = Vector256.LoadUnsafe(ref lengths, (nuint)row);
            var fit =
                Vector256
                    .LessThan((sizes - Vector256<int>.One).AsUInt32(), Vector256.Create((uint)DecimalText.WordLength))
                    .AsInt32() & Vector256.LessThanOrEqual(places, Vector256.Create(_lastWord));
            if (fit == Vector256<int>.Zero)
            {
                ParseRows(row, ~0U);
                continue;
            }
            // Rows that do not fit read the start of the buffer; the result is discarded.
            places &= fit;
            var words = Vector512.Create(
                Word(places[0]),
                Word(places[1]),
                Word(places[2]),
                Word(places[3]),
                Word(places[4]),
                Word(places[5]),
                Word(places[6]),
                Word(places[7]));
            var length = Avx512F.ConvertToVector512Int64(sizes).AsUInt64();

            var negative = Vector512.Equals(words & Vector512.Create(0xFFUL), Vector512.Create((ulong)'-'));
            words = Avx512F.ShiftLeftLogicalVariable(words, (Vector512.Create(8UL) - length) << 3);
            var differs = words ^ Vector512.Create(0x2E2E2E2E2E2E2E2EUL);
            var found = (differs - Vector512.Create(0x0101010101010101UL)) & ~differs & tops;
            var hasPoint = ~Vector512.Equals(found, Vector512<ulong>.Zero);
            // Without a point this is -8, so that the whole word follows it.
            var at =
                (Vector512.Create(63UL) - Avx512CD.LeadingZeroCount(found & (Vector512<ulong>.Zero - found)))
                & Vector512.Create(~7UL);
            var behind = at + Vector512.Create(8UL);
            var before =
                words & (Avx512F.ShiftLeftLogicalVariable(Vector512<ulong>.One, at) - Vector512<ulong>.One) & hasPoint;
            words =
                Avx512F.ShiftLeftLogicalVariable(Avx512F.ShiftRightLogicalVariable(words, behind), behind)
                | before << 8;
            var scale = (Vector512.Create(7UL) - (at >> 3)) & hasPoint;
            // Each set mask is -1.
            var digits = length + negative + hasPoint;

            var spare = Vector512.Create(64UL) - (digits << 3);
            words = Avx512F.ShiftLeftLogicalVariable(Avx512F.ShiftRightLogicalVariable(words, spare), spare)
                | Avx512F.ShiftRightLogicalVariable(zeros, digits << 3);
            var values = words ^ zeros;
            var odd = (values + Vector512.Create(0x7676767676767676UL) | values) & tops;
            var read = Vector512.Equals(odd, Vector512<ulong>.Zero)
                & Vector512.GreaterThan(digits.AsInt64(), Vector512<long>.Zero).AsUInt64()
                & Avx512F.ConvertToVector512Int64(fit).AsUInt64();

            var pairs = Avx512BW.MultiplyAddAdjacent(values.AsByte(), Vector512.Create((short)0x010A).AsSByte());
            var fours = Avx512BW.MultiplyAddAdjacent(pairs, Vector512.Create(0x00010064).AsInt16()).AsUInt64();
            var number = Avx512F.Multiply(fours.AsUInt32(), Vector512.Create(10000U)) + (fours >> 32);
            number = ((number ^ negative) - negative) & read;
            scale &= read;
            number.AsInt64().StoreUnsafe(ref units, (nuint)row);
            Unsafe.WriteUnaligned(
                ref Unsafe.Add(ref scales, row),
                Avx512F.ConvertToVector128Byte(scale).AsUInt64().ToScalar());
            minScales = Vector512.Min(minScales, scale | ~read);
            maxScales = Vector512.Max(maxScales, scale);
            var unread = (uint)(~read).ExtractMostSignificantBits();
            if (unread != 0)
                ParseRows(row, unread);
        }
        for (var i = 0; i < Vector512<ulong>.Count; i++)
        {
            _minScale = Math.Min(_minScale, (int)Math.Min(minScales[i], DecimalText.MaxDigits));
            _maxScale = Math.Max(_maxScale, (int)maxScales[i]);
        }
        return row;
    }

    /// <summary>Parses one by one those of eight rows whose bits are set.</summary>
    private void ParseRows(int first, uint rows)
    {
        for (rows &= 0xFF; rows != 0; rows &= rows - 1)
            ParseRow(first + BitOperations.TrailingZeroCount(rows));
    }

    private readonly ulong Word(int start) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _bytes, start));
}
