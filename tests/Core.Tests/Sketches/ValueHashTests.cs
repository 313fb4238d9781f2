using System.Globalization;
using System.Numerics;
using System.Text;
using Pipeline.Core.Sketches;

namespace Pipeline.Core.Tests.Sketches;

public sealed class ValueHashTests
{
    /// <summary>Partials of one release are merged by another.</summary>
    [Fact]
    public void Hashes_are_the_same_everywhere()
    {
        string[] texts = ["", "a", "abc", "abcd", "abcdefg", "abcdefgh", "abcdefghijklmnop", "abcdefghijklmnopq"];
        var all = texts.Aggregate(0UL, (sum, text) =>
            BitOperations.RotateLeft(sum, 7) ^ ValueHash.Of(Encoding.ASCII.GetBytes(text)));
        Assert.Equal("18fb7baa01c791d4", $"{all:x16}");
        Assert.Equal("1f6a26425ccbf514", $"{ValueHash.Of(1250, 2):x16}");
        Assert.StartsWith("5d7b332", $"{ValueHash.OfPlace(1, 2):x16}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("C{0:d7}")]
    [InlineData("{0:d12}.50")]
    public void Values_of_one_pattern_have_different_hashes_whose_bits_are_even(string pattern)
    {
        const int Count = 200_000;
        var ones = new int[64];
        var hashes = new HashSet<ulong>();
        for (var i = 0; i < Count; i++)
        {
            var hash = ValueHash.Of(Encoding.ASCII.GetBytes(string.Format(CultureInfo.InvariantCulture, pattern, i)));
            hashes.Add(hash);
            for (var bit = 0; bit < 64; bit++)
                ones[bit] += (int)(hash >> bit & 1);
        }
        Assert.Equal(Count, hashes.Count);
        Assert.All(ones, count => Assert.InRange(count, Count / 2 - 1500, Count / 2 + 1500));
    }

    [Fact]
    public void Numbers_have_different_hashes()
    {
        var hashes = new HashSet<ulong>();
        for (var units = -50_000L; units < 50_000; units++)
        {
            for (var scale = 0; scale < 3; scale++)
                hashes.Add(ValueHash.Of(units, scale));
        }
        Assert.Equal(300_000, hashes.Count);
    }
}
