using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Core.Tests.Sketches;

[Trait("Speed", "Slow")]
public sealed class DDSketchTests
{
    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Double[-1000, 1000],
        Gen.Int[-5, 5].Select(value => (double)value),
        Gen.Double[-300, 300].Select(power => Math.Pow(10, power)),
        Gen.Double[-300, 300].Select(power => -Math.Pow(10, power)),
        Gen.Const(0.0));

    [Fact]
    public void Every_quantile_is_within_the_error_of_the_number_at_its_place() =>
        Numbers
            .Array[1, 200]
            .Sample(
                numbers =>
                {
                    var sketch = Of(numbers);
                    Array.Sort(numbers);
                    for (var rank = 0; rank < numbers.Length; rank++)
                        Assert.InRange(
                            sketch.At(rank),
                            numbers[rank] - Math.Abs(numbers[rank]) * DDSketch.RelativeError,
                            numbers[rank] + Math.Abs(numbers[rank]) * DDSketch.RelativeError);
                },
                iter: 1000);

    [Fact]
    public void Sketches_of_any_parts_merged_in_any_order_are_the_sketch_of_the_whole() =>
        Gen.Select(Numbers.Array[0, 200], Gen.Int[1, 5], Gen.Int[0, 1000]).Sample((numbers, parts, seed) =>
        {
            var random = new Random(seed);
            var sketches = Enumerable.Range(0, parts).Select(_ => new DDSketch()).ToArray();
            foreach (var number in numbers)
                sketches[random.Next(parts)].Add(number);
            random.Shuffle(sketches);
            var (merged, read) = (new DDSketch(), new DDSketch());
            foreach (var sketch in sketches)
            {
                merged.Merge(sketch);
                var reader = new StateReader(Bytes(sketch));
                read.Merge(ref reader);
            }
            Assert.Equal(Bytes(Of(numbers)), Bytes(merged));
            Assert.Equal(Bytes(Of(numbers)), Bytes(read));
        }, iter: 300);

    [Fact]
    public void What_is_below_a_number_is_told_to_within_a_bucket() =>
        Gen.Select(Numbers.Array[1, 200], Numbers)
            .Sample(
                (numbers, limit) =>
                {
                    var sketch = Of(numbers);
                    var error = Math.Abs(limit) * 2 * DDSketch.RelativeError;
                    Assert.InRange(
                        sketch.CountBelow(limit),
                        numbers.Count(number => number < limit - error),
                        numbers.Count(number => number <= limit + error));
                    Assert.Equal(
                        numbers.Length,
                        sketch.CountBelow(double.MaxValue) + numbers.Count(number => number == double.MaxValue));
                },
                iter: 1000);

    [Fact]
    public void A_number_and_how_often_it_occurs_are_that_many_numbers()
    {
        var sketch = new DDSketch();
        sketch.Add(-2.5, 3);
        sketch.Add(0, 2);
        sketch.Add(7, 4);
        Assert.Equal(Bytes(Of([-2.5, -2.5, -2.5, 0, 0, 7, 7, 7, 7])), Bytes(sketch));
        Assert.Equal((9, 2), (sketch.Count, sketch.Zeros));
    }

    [Fact]
    public void What_is_beyond_doubles_has_a_bucket_of_its_own()
    {
        var sketch = Of([double.PositiveInfinity, double.NegativeInfinity, 1]);
        Assert.Equal((-double.MaxValue, double.MaxValue), (sketch.At(0), sketch.At(2)));
        Assert.Equal(1, sketch.At(1), 1 * DDSketch.RelativeError);
    }

    /// <summary>Partials of one release are merged by another.</summary>
    [Fact]
    public void Bytes_are_the_same_everywhere() =>
        Assert.Equal(
            "0101FEFF0701038080080140013F02",
            Convert.ToHexString(Bytes(Of([0, -1.99, 2, 3, 3.999999, 3.999999]))));

    private static DDSketch Of(IEnumerable<double> numbers)
    {
        var sketch = new DDSketch();
        foreach (var number in numbers)
            sketch.Add(number);
        return sketch;
    }

    private static byte[] Bytes(DDSketch sketch)
    {
        var writer = new StateWriter();
        sketch.Write(writer);
        return writer.Written.ToArray();
    }
}
