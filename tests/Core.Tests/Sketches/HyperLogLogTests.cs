using System.Globalization;
using System.Text;
using CsCheck;
using Pipeline.Core.Sketches;

namespace Pipeline.Core.Tests.Sketches;

public sealed class HyperLogLogTests
{
    /// <summary>
    /// Values whose number is below and above the changes of form: 256 entries in memory, 1,024 as bytes.
    /// </summary>
    private static readonly Gen<int[]> Values = Gen.OneOf(
        Gen.Int[0, 30].Array[0, 20],
        Gen.Int[0, 5000].Array[0, 600],
        Gen.Int.Array[900, 3000]);

    [Fact]
    public void Sketches_of_any_parts_merged_in_any_order_are_the_sketch_of_the_whole() =>
        Gen.Select(Values, Gen.Int[1, 5], Gen.Int[0, 1000]).Sample((values, parts, seed) =>
        {
            var random = new Random(seed);
            var sketches = Enumerable.Range(0, parts).Select(_ => new HyperLogLog()).ToArray();
            foreach (var value in values)
                Add(sketches[random.Next(parts)], value);
            random.Shuffle(sketches);
            var (merged, read) = (new HyperLogLog(), new HyperLogLog());
            foreach (var sketch in sketches)
            {
                merged.Merge(sketch);
                read.Merge(Bytes(sketch));
            }
            var whole = Of(values);
            Assert.Equal(Bytes(whole), Bytes(merged));
            Assert.Equal(Bytes(whole), Bytes(read));
            Assert.Equal(whole.Estimate(), merged.Estimate());
            Assert.Equal(whole.Estimate(), read.Estimate());
        }, iter: 200);

    [Fact]
    public void What_was_seen_before_changes_nothing() => Values.Sample(values =>
    {
        var sketch = Of(values);
        var bytes = Bytes(sketch);
        sketch.Merge(bytes);
        sketch.Merge(Of(values));
        foreach (var value in values)
            Add(sketch, value);
        Assert.Equal(bytes, Bytes(sketch));
    }, iter: 100);

    [Fact]
    public void A_few_values_take_three_bytes_each_and_any_number_of_them_3_KiB()
    {
        Assert.Empty(Bytes(new HyperLogLog()));
        Assert.Equal(30, Bytes(Of(Enumerable.Range(0, 10))).Length);
        Assert.Equal(3072, Bytes(Of(Enumerable.Range(0, 100_000))).Length);
        Assert.True(Of(Enumerable.Range(0, 3)).MemoryBytes <= 80);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(3_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void The_estimate_is_within_four_standard_errors(int count) =>
        Assert.InRange(
            Of(Enumerable.Range(0, count)).Estimate(),
            count * (1 - 4 * HyperLogLog.StandardError),
            count * (1 + 4 * HyperLogLog.StandardError));

    [Fact]
    public void The_error_stated_is_that_of_the_number_of_registers() =>
        Assert.Equal(HyperLogLog.StandardError, 1.04 / Math.Sqrt(HyperLogLog.Registers), 1e-9);

    [Fact]
    public void Over_many_sets_the_error_is_the_one_stated_and_not_to_one_side()
    {
        foreach (var count in (int[])[500, 5_000, 20_000])
        {
            var errors = Enumerable
                .Range(0, 200)
                .Select(set => Of(Enumerable.Range(set * count, count)).Estimate() / (double)count - 1)
                .ToArray();
            Assert.InRange(errors.Average(), -0.005, 0.005);
            Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0, 1.15 * HyperLogLog.StandardError);
        }
    }

    /// <summary>
    /// Partials of one release are merged by another, and a result does not change with the processor.
    /// </summary>
    [Fact]
    public void Bytes_and_estimate_are_the_same_everywhere()
    {
        Assert.Equal("01970182CC0142EE03", Convert.ToHexString(Bytes(Of([1, 2, 3]))));
        Assert.Equal(48_568, Of(Enumerable.Range(0, 50_000)).Estimate());
    }

    [Fact]
    public void Hashes_of_zeros_alone_count_as_what_they_are()
    {
        var sketch = new HyperLogLog();
        sketch.AddHash(0);
        Assert.Equal(1, sketch.Estimate());
        for (var index = 0UL; index < HyperLogLog.Registers; index++)
            sketch.AddHash(index << 52);
        Assert.Equal(1L << 62, sketch.Estimate());
    }

    private static HyperLogLog Of(IEnumerable<int> values)
    {
        var sketch = new HyperLogLog();
        foreach (var value in values)
            Add(sketch, value);
        return sketch;
    }

    private static void Add(HyperLogLog sketch, int value) =>
        sketch.Add(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    private static byte[] Bytes(HyperLogLog sketch)
    {
        var bytes = new byte[sketch.ByteCount];
        sketch.Write(bytes);
        return bytes;
    }
}
