using Pipeline.Operations.Run;
using Pipeline.TestKit;

namespace Pipeline.Operations.Tests.Run;

public sealed class OutputFoldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(100)]
    public void Any_number_of_outputs_becomes_one_in_their_order_and_each_is_read_a_few_times(int count)
    {
        var read = 0L;
        var fold = new OutputFold((left, right) =>
        {
            var both = File.ReadAllText(left) + File.ReadAllText(right);
            read += both.Length;
            return New(both);
        });
        for (var i = 0; i < count; i++)
            fold.Add(New($"{i:d3} "));
        var merged = fold.Complete();
        Assert.Equal(string.Concat(Enumerable.Range(0, count).Select(i => $"{i:d3} ")), File.ReadAllText(merged!));
        Assert.InRange(read, 0, 4 * count * (1 + Math.ILogB(count)));
        Assert.Single(_folder.Files);
    }

    [Fact]
    public void Of_no_outputs_there_is_none() =>
        Assert.Null(new OutputFold((_, _) => throw new InvalidOperationException()).Complete());

    private string New(string text)
    {
        var path = Path.Combine(_folder.Path, $"{_files++}");
        File.WriteAllText(path, text);
        return path;
    }
}
