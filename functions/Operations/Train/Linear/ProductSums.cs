using System.Numerics;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Texts;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Features;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Sums;

namespace Pipeline.Operations.Train.Linear;

/// <summary>
/// Exact sums over the training or the held-out records of a block, from which a linear model is solved: the products
/// of all numbers (1, the label and the numeric features), the numbers for each text, and the counts of pairs of texts.
/// </summary>
/// <remarks>
/// Numbers are integers at a scale per column, and their products are Int128. Before a sum could overflow, or if a
/// number does not fit, the addition continues with <see cref="Number"/>; the total is the sum of both.
/// </remarks>
/// <param name="side">First byte of the keys: <see cref="SumKeys.Trained"/> or <see cref="SumKeys.HeldOut"/>.</param>
/// <param name="columns">The number of numbers, including 1 and the label.</param>
/// <param name="features">The features of the model.</param>
internal sealed class ProductSums(byte side, int columns, IReadOnlyList<Feature> features)
{
    /// <summary>The upper bound of all sums of narrow products.</summary>
    private static readonly UInt128 MaxBound = (UInt128)1 << 125;

    private readonly Int128[] _products = new Int128[columns * (columns + 1) / 2];
    private readonly int[] _scales = new int[columns];
    private readonly long[] _units = new long[columns];
    private readonly TextInterner[] _texts = [.. features.Select(_ => new TextInterner())];
    private readonly List<int>[] _rows = [.. features.Select(_ => new List<int>())];
    private readonly Dictionary<(int Row, int OtherRow), long> _pairs = [];
    private readonly List<int> _active = [];
    private Int128[] _ofTexts = [];
    private int _textRows;
    private UInt128 _bound;
    private Number[]? _wideProducts;
    private readonly Dictionary<(int Row, int Column), Number> _wideOfTexts = [];

    /// <summary>Adds a record.</summary>
    /// <param name="numbers">1, the label, and the numeric features, with 0 for missing ones.</param>
    /// <param name="record">The reader of the record, for its texts and missing features.</param>
    /// <exception cref="UntrainableException">There are too many distinct texts.</exception>
    public void Add(ReadOnlySpan<ExactValue> numbers, RecordReader record)
    {
        FindTexts(record);
        if (!TryScale(numbers))
        {
            AddWide(numbers);
            return;
        }
        var at = 0;
        for (var i = 0; i < columns; i++)
        {
            var left = (Int128)_units[i];
            for (var j = i; j < columns; j++)
                _products[at++] += left * _units[j];
        }
        foreach (var row in _active)
        {
            var sums = _ofTexts.AsSpan(row * columns, columns);
            for (var j = 0; j < columns; j++)
                sums[j] += _units[j];
        }
    }

    public void WriteTo(PartialWriter partial)
    {
        var (key, value) = (new KeyWriter(), new StateWriter());
        SumKeys.WriteNumbers(key, side);
        SumCombiner.Write(value, Products());
        partial.Append(key.Key, value.Written);

        var texts = _texts.Select(ids => ids.Texts.Index().OrderBy(entry => entry.Item).ToList()).ToList();
        for (var feature = 0; feature < texts.Count; feature++)
        {
            foreach (var (id, text) in texts[feature])
            {
                SumKeys.WriteText(key, side, feature, text.Bytes);
                SumCombiner.Write(value, OfText(_rows[feature][id]));
                partial.Append(key.Key, value.Written);
            }
        }
        WritePairs(partial, key, value);
    }

    private void WritePairs(PartialWriter partial, KeyWriter key, StateWriter value)
    {
        var ofRow = new (int Feature, Utf8Key Text)[_textRows];
        for (var feature = 0; feature < _texts.Length; feature++)
        {
            for (var id = 0; id < _rows[feature].Count; id++)
                ofRow[_rows[feature][id]] = (feature, _texts[feature].Texts[id]);
        }
        var pairs = _pairs
            .Select(pair => (Left: ofRow[pair.Key.Row], Right: ofRow[pair.Key.OtherRow], Count: pair.Value))
            .OrderBy(pair => pair.Left.Feature)
            .ThenBy(pair => pair.Left.Text)
            .ThenBy(pair => pair.Right.Feature)
            .ThenBy(pair => pair.Right.Text);
        foreach (var (left, right, count) in pairs)
        {
            SumKeys.WritePair(key, side, left.Feature, left.Text.Bytes, right.Feature, right.Text.Bytes);
            SumCombiner.Write(value, [new Number(count, 0)]);
            partial.Append(key.Key, value.Written);
        }
    }

    /// <summary>Finds the rows of the record's texts, in feature order, and counts their pairs.</summary>
    private void FindTexts(RecordReader record)
    {
        _active.Clear();
        for (var feature = 0; feature < features.Count; feature++)
        {
            if (features[feature].IsText)
                _active.Add(RowOf(feature, record.Text(feature)));
            else if (record.Missing[feature])
                _active.Add(RowOf(feature, []));
        }
        for (var i = 0; i < _active.Count; i++)
        {
            for (var j = i + 1; j < _active.Count; j++)
            {
                var pair = (_active[i], _active[j]);
                _pairs[pair] = _pairs.GetValueOrDefault(pair) + 1;
            }
        }
        SumLimits.Check(_pairs.Count);
    }

    private int RowOf(int feature, ReadOnlySpan<byte> text)
    {
        var id = _texts[feature].Add(text);
        if (id < _rows[feature].Count) return _rows[feature][id];
        SumLimits.Check(features[feature], _texts[feature].Count);
        _rows[feature].Add(_textRows++);
        if (_ofTexts.Length < _textRows * columns)
            Array.Resize(ref _ofTexts, Math.Max(64 * columns, 2 * _ofTexts.Length));
        return _textRows - 1;
    }

    /// <summary>Converts the numbers to the scales of their columns. Returns false if they do not fit.</summary>
    private bool TryScale(ReadOnlySpan<ExactValue> numbers)
    {
        var max = 1UL;
        for (var i = 0; i < columns; i++)
        {
            var number = numbers[i];
            if (number.IsWide) return false;
            var units = number.Units;
            if (number.Scale > _scales[i] && units != 0)
                Raise(i, number.Scale);
            if (number.Scale < _scales[i])
            {
                var power = PowersOfTen.Long(_scales[i] - number.Scale);
                if (Math.Abs(units) > long.MaxValue / power) return false;
                units *= power;
            }
            _units[i] = units;
            max = Math.Max(max, (ulong)Math.Abs(units));
        }
        var square = (UInt128)max * max;
        if (square > MaxBound) return false;
        if (_bound + square > MaxBound)
            Widen();
        _bound += square;
        return true;
    }

    private void Raise(int column, int scale)
    {
        var power = (UInt128)PowersOfTen.Long(scale - _scales[column]);
        // The square of the column contains the factor twice.
        if (_bound > MaxBound / power / power)
            Widen();
        _bound *= power * power;
        var at = 0;
        for (var i = 0; i < columns; i++)
        {
            for (var j = i; j < columns; j++, at++)
            {
                if (i == column)
                    _products[at] *= (Int128)power;
                if (j == column)
                    _products[at] *= (Int128)power;
            }
        }
        for (var row = 0; row < _textRows; row++)
            _ofTexts[row * columns + column] *= (Int128)power;
        _scales[column] = scale;
    }

    /// <summary>Moves all narrow sums to the wide ones.</summary>
    private void Widen()
    {
        _wideProducts = Products();
        for (var row = 0; row < _textRows; row++)
        {
            var numbers = OfText(row);
            for (var j = 0; j < columns; j++)
                _wideOfTexts[(row, j)] = numbers[j];
        }
        Array.Clear(_products);
        Array.Clear(_ofTexts);
        _bound = 0;
    }

    private void AddWide(ReadOnlySpan<ExactValue> numbers)
    {
        _wideProducts ??= new Number[_products.Length];
        var at = 0;
        for (var i = 0; i < columns; i++)
        {
            var left = numbers[i].ToNumber();
            for (var j = i; j < columns; j++)
                _wideProducts[at++] += left * numbers[j].ToNumber();
        }
        foreach (var row in _active)
        {
            for (var j = 0; j < columns; j++)
                _wideOfTexts[(row, j)] = _wideOfTexts.GetValueOrDefault((row, j)) + numbers[j].ToNumber();
        }
    }

    /// <summary>Returns the sums of the products of each two numbers: the upper triangle, row by row.</summary>
    public Number[] Products()
    {
        var numbers = new Number[_products.Length];
        var at = 0;
        for (var i = 0; i < columns; i++)
        {
            for (var j = i; j < columns; j++, at++)
                numbers[at] =
                    new Number((BigInteger)_products[at], _scales[i] + _scales[j]) + (_wideProducts?[at] ?? default);
        }
        return numbers;
    }

    private Number[] OfText(int row)
    {
        var numbers = new Number[columns];
        for (var j = 0; j < columns; j++)
            numbers[j] =
                new Number((BigInteger)_ofTexts[row * columns + j], _scales[j])
                + _wideOfTexts.GetValueOrDefault((row, j));
        return numbers;
    }
}
