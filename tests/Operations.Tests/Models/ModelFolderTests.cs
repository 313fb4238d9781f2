using Pipeline.Core.Datasets;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pipeline-test-");

    private ModelFolder Models => new(new DataRoot(_root.FullName), "price");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void A_version_follows_the_one_before()
    {
        Assert.Null(Models.Latest());
        foreach (var (based, version) in new[] { (null, "a"), ("a", "b"), ("b", "c") })
        {
            Publish(version);
            Models.Move(based, version, Scratch());
            Assert.Equal(version, Models.Latest());
            Assert.Equal($"{version}\n", File.ReadAllText(Path.Combine(_root.FullName, "models", "price", "latest")));
        }
        Assert.True(Models.Has("b"));
        Assert.False(Models.Has("d"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a")]
    public async Task Of_many_that_follow_one_version_one_wins_and_nothing_is_left_of_the_others(string? based)
    {
        if (based is not null)
        {
            Publish(based);
            Models.Move(null, based, Scratch());
        }
        const int Racers = 16;
        using var start = new Barrier(Racers);
        var conflicts = await Task.WhenAll(Enumerable.Range(0, Racers).Select(racer => Task.Factory.StartNew(
            () =>
            {
                Publish($"racer-{racer}");
                start.SignalAndWait();
                return Record.Exception(() => Models.Move(based, $"racer-{racer}", Scratch()));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var winner = Array.FindIndex(conflicts, conflict => conflict is null);
        Assert.Equal($"racer-{winner}", Models.Latest());
        Assert.Equal(
            Racers - 1,
            conflicts
                .OfType<ModelConflictException>()
                .Count(conflict =>
                    conflict.Message.Contains($"continues from racer-{winner}", StringComparison.Ordinal)));
        Assert.All(Enumerable.Range(0, Racers), racer => Assert.Equal(racer == winner, Models.Has($"racer-{racer}")));
    }

    [Fact]
    public void Who_moves_again_finds_the_move_made_and_the_latest_as_it_is_now()
    {
        Publish("a");
        Models.Move(null, "a", Scratch());
        Publish("b");
        Models.Move("a", "b", Scratch());
        Models.Move(null, "a", Scratch());
        Assert.Equal("b\n", File.ReadAllText(Path.Combine(_root.FullName, "models", "price", "latest")));
    }

    [Fact]
    public void A_version_is_published_once_and_its_equal_changes_nothing()
    {
        Publish("a");
        Publish("a");
        var error = Assert.Throws<ModelConflictException>(() => Publish("a", "other"));
        Assert.Contains("already has a version a", error.Message, StringComparison.Ordinal);
    }

    private string Scratch() => Path.Combine(_root.FullName, Guid.NewGuid().ToString("n"));

    private void Publish(string version, string lineage = "{}")
    {
        var folder = Directory.CreateDirectory(Scratch()).FullName;
        File.WriteAllText(Path.Combine(folder, ModelFolder.LineageName), lineage);
        Models.Publish(folder, version);
    }
}
