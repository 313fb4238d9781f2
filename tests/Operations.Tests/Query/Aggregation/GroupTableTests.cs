using CsCheck;
using Pipeline.Operations.Query.Aggregation;

namespace Pipeline.Operations.Tests.Query.Aggregation;

public sealed class GroupTableTests
{
    /// <summary>
    /// Keys around every length at which the table changes its way: 8, 16, and the end of the buffer.
    /// </summary>
    [Fact]
    public void Keys_are_numbered_as_they_come() =>
        Gen.Byte[0, 2].Array[0, 40].Array[0, 200].Array[1, 4].Sample(batches =>
        {
            var table = new GroupTable();
            AssertNumbers(table, batches);
            table.Clear();
            AssertNumbers(table, batches);
        }, iter: 300);

    [Fact]
    public void Many_keys_are_found_again()
    {
        var keys = Enumerable
            .Range(0, 100_000)
            .Select(i => System.Text.Encoding.ASCII.GetBytes($"{i * 7_919L}-key".PadRight(i % 30)))
            .ToArray();
        AssertNumbers(new GroupTable(), [.. keys.Concat(keys).Chunk(1_000)]);
    }

    [Fact]
    public void A_negative_length_is_no_key()
    {
        var numbers = new int[3];
        new GroupTable().Find([1, 2], [0, 0, 1], [1, -1, 1], first: 5, numbers);
        Assert.Equal([5, 4, 6], numbers);
    }

    private static void AssertNumbers(GroupTable table, byte[][][] batches)
    {
        var expected = new Dictionary<string, int>();
        foreach (var batch in batches)
        {
            var bytes = batch.SelectMany(key => key).ToArray();
            var starts = new int[batch.Length];
            for (var i = 1; i < batch.Length; i++)
                starts[i] = starts[i - 1] + batch[i - 1].Length;
            var numbers = new int[batch.Length];
            table.Find(bytes, starts, [.. batch.Select(key => key.Length)], first: 1, numbers);
            foreach (var (key, number) in batch.Zip(numbers))
            {
                var name = Convert.ToHexString(key);
                if (!expected.TryGetValue(name, out var first))
                    expected.Add(name, first = expected.Count + 1);
                Assert.Equal(first, number);
                Assert.True(table.KeyOf(number - 1).SequenceEqual(key));
                Assert.Equal(number - 1, table.Find(key));
            }
        }
        Assert.Equal(expected.Count, table.Count);
        Assert.Equal(
            expected.Keys.Order(StringComparer.Ordinal),
            table.Sorted().Select(record => Convert.ToHexString(record.Key(table.Arena))).Order(StringComparer.Ordinal)
        );
    }
}
