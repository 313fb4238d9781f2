using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.TestKit;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Core.Tests.Datasets;

public sealed class DataRootTests : IDisposable
{
    private readonly TemporaryRoot _folder = new();

    [Theory]
    [InlineData("a.csv", "a.csv")]
    [InlineData("./a//b/./c.csv", "a/b/c.csv")]
    [InlineData("jobs/1/result.csv", "jobs/1/result.csv")]
    [InlineData("a..b/...csv", "a..b/...csv")]
    [InlineData("日本.csv", "日本.csv")]
    public void A_relative_path_is_under_the_root(string path, string expected)
    {
        var real = _folder.Root.Resolve(path, "dataset");
        Assert.Equal(_folder.FullPath(expected), real);
        Assert.Equal(expected, _folder.Root.Relative(real));
    }

    [Theory]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("C:\\data\\a.csv", "absolute")]
    [InlineData("c:/data/a.csv", "absolute")]
    [InlineData("\\\\server\\share", "absolute")]
    [InlineData("../a.csv", "contains \"..\"")]
    [InlineData("a/../b.csv", "contains \"..\"")]
    [InlineData("a/..", "contains \"..\"")]
    [InlineData("", "does not name a file")]
    [InlineData("./", "does not name a file")]
    [InlineData("a\0b", "control")]
    [InlineData("a\nb", "control")]
    public void A_path_that_is_none_is_refused_by_field(string path, string reason)
    {
        var e = Assert.Throws<InvalidRequestException>(() => _folder.Root.Resolve(path, "output.path"));
        Assert.Equal("output.path", Assert.Single(e.Errors).Field);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', e.Message);
    }

    [OnUnixFact]
    public void A_backslash_is_an_ordinary_character_on_Linux() =>
        Assert.Equal(_folder.FullPath("a\\b.csv"), _folder.Root.Resolve("a\\b.csv", "dataset"));

    [Fact]
    public void A_link_that_stays_inside_is_followed()
    {
        _folder.Write("2026/a.csv");
        _folder.Link("latest", "2026");
        _folder.Link("deep/er/again", "../../latest");
        _folder.Link("absolute.csv", _folder.FullPath("latest/a.csv"));
        Assert.Equal(_folder.FullPath("2026/a.csv"), _folder.Root.Resolve("deep/er/again/a.csv", "dataset"));
        Assert.Equal(_folder.FullPath("2026/a.csv"), _folder.Root.Resolve("absolute.csv", "dataset"));
    }

    [Theory]
    [InlineData("../secret.csv", "link")]
    [InlineData("/etc/passwd", "link")]
    [InlineData("../rootless", "link/a.csv")]
    [InlineData("..", "link/root/../secret.csv")]
    [InlineData("inside/../../secret.csv", "link")]
    public void A_link_that_leads_out_is_refused(string target, string path)
    {
        Directory.CreateDirectory(_folder.FullPath("inside"));
        _folder.Link("link", target);
        Assert.Throws<InvalidRequestException>(() => _folder.Root.Resolve(path, "dataset"));
    }

    [Fact]
    public void A_link_that_leads_out_and_in_again_is_followed()
    {
        _folder.Link("link", "../root/a.csv");
        Assert.Equal(_folder.FullPath("a.csv"), _folder.Root.Resolve("link", "dataset"));
    }

    [Fact]
    public void A_circle_of_links_is_refused()
    {
        _folder.Link("a", "b");
        _folder.Link("b", "a");
        var e = Assert.Throws<InvalidRequestException>(() => _folder.Root.Resolve("a/x.csv", "dataset"));
        Assert.Contains("loop of symbolic links", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_itself_may_be_a_link()
    {
        var link = Path.Combine(_folder.Outside, "link");
        Directory.CreateSymbolicLink(link, _folder.Root.FullPath);
        Assert.Equal(_folder.Root.FullPath, new DataRoot(link + "/").FullPath);
    }

    [Fact]
    public void The_root_may_be_that_of_the_file_system()
    {
        var root = new DataRoot("/");
        Assert.Equal("/no/such.csv", root.Resolve("no/such.csv", "dataset"));
        Assert.Equal("no/such.csv", root.Relative("/no/such.csv"));
    }

    [Fact]
    public void A_root_that_is_not_there_is_named()
    {
        var e = Assert.Throws<DatasetUnavailableException>(() => new DataRoot(_folder.FullPath("nowhere")));
        Assert.Contains("nowhere", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
