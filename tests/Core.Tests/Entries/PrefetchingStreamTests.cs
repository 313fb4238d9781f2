using CsCheck;
using Pipeline.Core.Entries;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Entries;

public sealed class PrefetchingStreamTests
{
    [Fact]
    public void Entries_are_those_of_the_source_whatever_the_batches()
    {
        Gen.Select(EntryLists.Lists, Gen.Int[1, 40]).Sample((list, batchBytes) =>
        {
            using var ahead = new PrefetchingStream(list.Stream(), batchBytes);
            Assert.Equal(list.Show(), ahead.Drain());
        }, iter: 300);
    }

    [Fact]
    public void At_the_end_it_stays_at_the_end()
    {
        using var ahead = new PrefetchingStream(EntryLists.Of("a=1", "b=2").Stream());
        Assert.True(ahead.MoveNext());
        Assert.True(ahead.MoveNext());
        for (var i = 0; i < 20; i++)
            Assert.False(ahead.MoveNext());
    }

    [Fact]
    public void What_the_source_throws_is_thrown_to_the_reader_each_time()
    {
        using var ahead = new PrefetchingStream(new Breaking(100), batchBytes: 16);
        var read = 0;
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            while (ahead.MoveNext())
                read++;
        });
        Assert.Equal("broken", error.Message);
        Assert.InRange(read, 90, 100);
        Assert.Throws<InvalidDataException>(() => ahead.MoveNext());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void It_may_be_left_before_its_end_and_closes_its_source(int read)
    {
        var source = new Breaking(int.MaxValue);
        using (var ahead = new PrefetchingStream(source, batchBytes: 16))
        {
            for (var i = 0; i < read; i++)
                Assert.True(ahead.MoveNext());
        }
        Assert.True(source.IsClosed);
    }

    /// <summary>Breaks after so many entries.</summary>
    private sealed class Breaking(int entries) : EntryStream
    {
        private int _read;

        public bool IsClosed { get; private set; }

        public override ReadOnlySpan<byte> Key => "k"u8;

        public override ReadOnlySpan<byte> Value => "v"u8;

        public override bool MoveNext() => _read++ < entries ? true : throw new InvalidDataException("broken");

        public override void Dispose()
        {
            IsClosed = true;
            base.Dispose();
        }
    }
}
