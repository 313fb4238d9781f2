using System.Globalization;
using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Core.Tests.Sketches;

public sealed class ExampleValuesTests
{
    [Fact]
    public void Neither_order_nor_repetition_nor_parts_matter() =>
        Gen.Select(Gen.Int[0, 50].Array[0, 60], Gen.Int[0, 60])
            .Sample(
                (values, cut) =>
                {
                    var whole = Of(values);
                    var (left, right) = (Of(values.Take(cut)), Of(values.Skip(cut).Reverse()));
                    var reader = new StateReader(Bytes(left));
                    right.Merge(ref reader);
                    Assert.Equal(Bytes(whole), Bytes(right));
                    Assert.Equal(Math.Min(3, values.Distinct().Count()), whole.Values.Count());
                },
                iter: 300);

    private static ExampleValues Of(IEnumerable<int> values)
    {
        var examples = new ExampleValues(3);
        foreach (var value in values)
        {
            var text = Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));
            examples.Add(ValueHash.Of(text), text);
        }
        return examples;
    }

    private static byte[] Bytes(ExampleValues examples)
    {
        var writer = new StateWriter();
        examples.Write(writer);
        return writer.Written.ToArray();
    }
}
