using System.Diagnostics;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;
using Pipeline.TestKit;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Core.Tests.Datasets;

public sealed class DatasetFilesTests : IDisposable
{
    private readonly TemporaryRoot _folder = new();

    [Fact]
    public void Files_are_in_natural_order_and_once()
    {
        foreach (var name in (string[])["day10.csv", "day2.csv", "day1.csv", "other.txt"])
            _folder.Write($"w/{name}");
        Assert.Equal(
            ["w/day1.csv", "w/day2.csv", "w/day10.csv"],
            _folder.Find("w/day2.csv", "w/*.csv", "./w/day?.csv", "w//day10.csv")
        );
    }

    [Theory]
    [InlineData("*", "a.csv")]
    [InlineData("*.csv", "a.csv")]
    [InlineData("**", "a.csv b/c.csv b/d/e.CSV b/d/f.csv")]
    [InlineData("**/*.csv", "a.csv b/c.csv b/d/f.csv")]
    [InlineData("b/**", "b/c.csv b/d/e.CSV b/d/f.csv")]
    [InlineData("b/**/d/*", "b/d/e.CSV b/d/f.csv")]
    [InlineData("*/d/f.csv", "b/d/f.csv")]
    [InlineData("**/**/f*", "b/d/f.csv")]
    [InlineData("b/*", "b/c.csv")]
    public void A_glob_matches_by_segments(string pattern, string expected)
    {
        foreach (var name in (string[])["a.csv", "b/c.csv", "b/d/e.CSV", "b/d/f.csv"])
            _folder.Write(name);
        Assert.Equal(expected.Split(' '), _folder.Find(pattern));
    }

    /// <summary>Reading them would end the locks that this process has on them.</summary>
    [Theory]
    [InlineData("jobs/*")]
    [InlineData("jobs/manifests.db")]
    [InlineData("jobs/manifests.db-wal")]
    public void The_files_of_the_manifests_are_no_dataset(string pattern)
    {
        foreach (var name in (string[])["jobs/manifests.db", "jobs/manifests.db-wal"])
            _folder.Write(name);
        var root = new DataRoot(_folder.Root.FullPath, Path.Combine(_folder.Root.FullPath, "jobs", "manifests.db"));
        var error = Assert.Throws<InvalidRequestException>(() => DatasetFiles.Find(root, [new DatasetPath(pattern)]));
        Assert.Contains("is reserved for the manifests", error.Message, StringComparison.Ordinal);
    }

    /// <summary>As it is read where a name is not in UTF-8, so that two names can be one.</summary>
    [Fact]
    public void A_name_that_stands_for_several_is_refused()
    {
        _folder.Write("a\uFFFD.csv");
        var error = Assert.Throws<DatasetUnavailableException>(() => _folder.Find("*"));
        Assert.Contains("is not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_glob_leaves_out_what_jobs_wrote_and_what_is_hidden()
    {
        foreach (var name in (string[])
                [
                    "a.csv",
                    "jobs/1/result.csv",
                    ".hidden.csv",
                    ".git/x.csv",
                    "b/jobs/c.csv",
                    "jobs2/d.csv",
                    "models/m/1/e.csv",
                ])
            _folder.Write(name);
        _folder.Link("last", "jobs/1");
        _folder.Link("last.csv", "jobs/1/result.csv");
        Assert.Equal(["a.csv", "b/jobs/c.csv", "jobs2/d.csv"], _folder.Find("**/*.csv"));
        Assert.Equal(["jobs/1/result.csv"], _folder.Find("jobs/*/*.csv"));
        Assert.Equal(["jobs/1/result.csv"], _folder.Find("./jobs/**"));
        Assert.Equal(["models/m/1/e.csv"], _folder.Find("models/**"));
        Assert.Equal(
            [".hidden.csv", "jobs/1/result.csv"],
            _folder.Find("jobs/1/result.csv", ".hidden.csv", "last.csv"));
        Assert.Throws<DatasetUnavailableException>(() => _folder.Find("**/result.csv"));
    }

    [Fact]
    public void A_file_counts_once_however_many_links_lead_to_it()
    {
        _folder.Write("2026/a.csv");
        _folder.Link("latest", "2026");
        _folder.Link("2026/b.csv", "a.csv");
        Assert.Equal(["2026/a.csv"], _folder.Find("**/*.csv", "latest/a.csv", "latest/*"));
    }

    [Fact]
    public void Links_in_circles_are_walked_once()
    {
        _folder.Write("a/1.csv");
        _folder.Write("b/2.csv");
        _folder.Link("a/up", "..");
        _folder.Link("a/over", "../b");
        _folder.Link("b/back", "../a");
        Assert.Equal(["a/1.csv", "b/2.csv"], _folder.Find("**/*.csv"));
    }

    [Fact]
    public void A_glob_does_not_leave_the_root()
    {
        File.WriteAllText(Path.Combine(_folder.Outside, "secret.csv"), "x");
        _folder.Write("a.csv");
        _folder.Link("out.csv", "../secret.csv");
        Assert.Contains("out.csv", Invalid("*.csv"), StringComparison.Ordinal);
        Assert.Equal(["a.csv"], _folder.Find("a*"));
        _folder.Link("away", "..");
        Assert.Contains("away", Invalid("*/*.csv"), StringComparison.Ordinal);
        Assert.Contains("contains \"..\"", Invalid("../*.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("w/2026-03.csv", "\"w/2026-03.csv\"", "\"2026-01.csv\"")]
    [InlineData("x/2026-01.csv", "The root", "\"w\"")]
    [InlineData("w/*.tsv", "\"w/*.tsv\"", "\"2026-01.csv\"")]
    [InlineData("w/2026-01.csv/x", "\"w/2026-01.csv/x\"", "\"2026-01.csv\"")]
    public void A_pattern_without_files_names_what_is_nearest(string pattern, string named, string nearest)
    {
        _folder.Write("w/2026-01.csv");
        _folder.Write("w/other");
        var e = Assert.Throws<DatasetUnavailableException>(() => _folder.Find("w/*.csv", pattern));
        Assert.Contains(_folder.Root.FullPath, e.Message, StringComparison.Ordinal);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Contains(nearest, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_refused_with_advice()
    {
        _folder.Write("w/a.csv");
        Assert.Contains("\"w/*\"", Invalid("w/"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_nothing_is_named()
    {
        _folder.Link("gone.csv", "never.csv");
        foreach (var pattern in (string[])["gone.csv", "*.csv"])
        {
            var e = Assert.Throws<DatasetUnavailableException>(() => _folder.Find(pattern));
            Assert.Contains("gone.csv is", e.Message, StringComparison.Ordinal);
        }
    }

    [OnLinuxFact]
    public void A_pipe_is_refused_and_not_waited_for()
    {
        using (var mkfifo = Process.Start("mkfifo", _folder.FullPath("pipe.csv")))
            mkfifo.WaitForExit();
        foreach (var pattern in (string[])["pipe.csv", "*.csv"])
        {
            var e = Assert.Throws<DatasetUnavailableException>(() => _folder.Find(pattern));
            Assert.Contains("pipe.csv is a named pipe", e.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Invalid(string pattern) =>
        Assert.Throws<InvalidRequestException>(() => _folder.Find(pattern)).Message;

    private string Unavailable(string pattern) =>
        Assert.Throws<DatasetUnavailableException>(() => _folder.Find(pattern)).Message;
}
