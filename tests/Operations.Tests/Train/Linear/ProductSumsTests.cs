using System.Text;
using CsCheck;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Publishing;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Linear;
using Pipeline.TestKit;

namespace Pipeline.Operations.Tests.Train.Linear;

/// <summary>
/// Sums of products are exact whatever the digits, and the same bytes however the records were dealt out and merged.
/// </summary>
public sealed class ProductSumsTests
{
    private const int Columns = 3;

    /// <summary>Short and long, whole and not, near what a long holds, and far beyond it.</summary>
    private static readonly Gen<string> Numbers = Gen.OneOf(
        Gen.Int[-999, 999].Select(n => $"{n}"),
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, 99_999]).Select((whole, rest) => $"{whole}.{rest}"),
        Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999].Select(n => $"{n}"),
        Gen.Long[1, 999_999_999_999_999_999].Select(n => $"0.{n:d18}"),
        Gen.OneOf(
            new[]
            {
                "0",
                "-0",
                "1e30",
                "-1.5e-30",
                "12345678901234567890.12345",
                "3.0000000000000000000000001",
                "9223372036854775807",
            }
                .Select(Gen.Const)
                .ToArray()));

    private static readonly Gen<string[][]> Records = Numbers.Array[Columns - 1].Array[1, 40];

    [Fact]
    public void They_are_what_long_arithmetic_gives() => Records.Sample(records =>
    {
        var sums = new ProductSums(SumKeys.Trained, Columns, []);
        var expected = new Number[Columns * (Columns + 1) / 2];
        foreach (var record in records)
        {
            var values = Values(record);
            sums.Add(values, null!);
            var at = 0;
            for (var i = 0; i < Columns; i++)
            {
                for (var j = i; j < Columns; j++)
                    expected[at++] += values[i].ToNumber() * values[j].ToNumber();
            }
        }
        return expected.SequenceEqual(sums.Products());
    });

    [Fact]
    public void They_are_the_same_bytes_in_any_order_and_any_merge() =>
        Gen.Select(Records, Gen.Int[1, 5], Gen.Int)
            .Sample(
                (records, blocks, seed) =>
                {
                    using var root = new TemporaryRoot();
                    var whole = Partial(root.Path, records);
                    new Random(seed).Shuffle(records);
                    var parts = records
                        .Chunk(Math.Max(1, records.Length / blocks))
                        .Select(part => Partial(root.Path, part))
                        .ToList();
                    // A merge of merges, to the left, and one of all.
                    var stepwise = parts.Aggregate((left, right) => Merged(root.Path, [left, right]));
                    return whole.AsSpan().SequenceEqual(stepwise)
                        && whole.AsSpan().SequenceEqual(Merged(root.Path, parts));
                },
                iter: 50);

    private static byte[] Partial(string folder, string[][] records)
    {
        var sums = new ProductSums(SumKeys.Trained, Columns, []);
        foreach (var record in records)
            sums.Add(Values(record), null!);
        using var writer = PartialWriter.Create(folder, "one");
        sums.WriteTo(writer);
        writer.Commit();
        return File.ReadAllBytes(Path.Combine(folder, "one"));
    }

    private static byte[] Merged(string folder, IReadOnlyList<byte[]> parts)
    {
        var files = parts.Select((part, i) =>
        {
            var name = $"part-{i}";
            File.WriteAllBytes(Path.Combine(folder, name), part);
            return LearnedState.Describe(name, part);
        }).ToList();
        using var writer = PartialWriter.Create(folder, "merged");
        using (
            var merged = PartialSet.Open(folder, files, streams => new CombinedStream(
                new MergedStream(streams),
                new SumCombiner())))
            writer.Append(merged);
        writer.Commit();
        return File.ReadAllBytes(Path.Combine(folder, "merged"));
    }

    private static ExactValue[] Values(string[] record) => [ExactValue.One, .. record.Select(text =>
        ExactValue.TryParse(Encoding.ASCII.GetBytes(text), out var value) ? value : throw new FormatException(text))];
}
