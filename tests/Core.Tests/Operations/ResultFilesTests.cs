using Pipeline.Core.Operations;
using Pipeline.Core.Publishing;
using Pipeline.Core.Requests;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Operations;

public sealed class ResultFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_result_is_written_no_further_when_it_is_cancelled_and_leaves_nothing_behind()
    {
        using var cancel = new CancellationTokenSource();
        using (
            var publication = new Publication(
                new JobFolder(_folder.Path, "job-1"),
                OutputFormat.Csv,
                cancel: cancel.Token))
        {
            Assert.Throws<OperationCanceledException>(() => publication.Write(files =>
            {
                files.Add("result.html").Write(new byte[300_000]);
                files.Result.Write(new byte[300_000]);
                cancel.Cancel();
                files.Result.Write(new byte[300_000]);
            }));
        }
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void All_files_of_a_result_are_published_together()
    {
        var folder = new JobFolder(_folder.Path, "job-1");
        using (var publication = new Publication(folder, OutputFormat.Json))
        {
            publication.Write(files =>
            {
                files.Result.Write("[]\n"u8);
                files.Add("result.html").Write("<p>"u8);
            });
            Assert.All(_folder.Files, file => Assert.EndsWith(".tmp", file, StringComparison.Ordinal));
            Assert.Equal(3, publication.Publish().Bytes);
        }
        Assert.Equal("[]\n", File.ReadAllText(Path.Combine(folder.Path, "result.json")));
        Assert.Equal("<p>", File.ReadAllText(Path.Combine(folder.Path, "result.html")));
        Assert.Equal(2, _folder.Files.Length);
    }
}
