using Pipeline.Core.Manifests;
using Pipeline.Local.Manifests;
using Pipeline.Local.Serving;
using static Pipeline.Functions.Tests.Manifests.SampleManifests;

namespace Pipeline.Functions.Tests.Manifests;

public sealed class SqliteManifestStoreTests : ManifestStoreContract, IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"pipeline-{Guid.NewGuid():n}");
    private readonly SqliteManifestStore _store;

    public SqliteManifestStoreTests() => _store = new SqliteManifestStore(At("new/manifests.db"));

    protected override IManifestStore Store => _store;

    [Fact]
    public async Task What_was_put_is_in_the_file_when_the_process_is_killed()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, Receipt());

        // Copies of the files are what a killed process leaves: nothing was closed, nothing written back.
        var left = Directory.CreateDirectory(At("left")).FullName;
        foreach (var file in Directory.GetFiles(At("new")))
            Copy(file, Path.Combine(left, Path.GetFileName(file)));

        using var reopened = new SqliteManifestStore(Path.Combine(left, "manifests.db"));
        AssertSame(Job("a"), await reopened.GetJobAsync("a"));
        Assert.Equal(Receipt(), (await reopened.GetBlockAsync("a", 0))!.Receipt);
    }

    [Fact]
    public async Task Two_stores_write_one_file_at_once()
    {
        using var other = new SqliteManifestStore(At("new/manifests.db"));
        await Store.AddBlocksAsync([.. Enumerable.Range(0, 200).Select(number => Block("a", number))]);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var store = worker % 2 == 0 ? _store : other;
            for (var number = 0; number < 200; number++)
                await store.PutReceiptAsync("a", number, Receipt() with { Records = worker });
        })));
        Assert.DoesNotContain(null, (await List("a")).Select(block => block.Receipt));
    }

    [Fact]
    public async Task Stores_that_open_a_new_file_at_once_make_it_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new SqliteManifestStore(At("once.db")))));
        await stores[0].CreateJobAsync(Job("a"));
        foreach (var store in stores)
        {
            Assert.NotNull(await store.GetJobAsync("a"));
            store.Dispose();
        }
    }

    [Fact]
    public void After_it_is_closed_there_is_one_file()
    {
        _store.Dispose();
        Assert.Equal(["manifests.db"], Directory.GetFiles(At("new")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void A_file_that_is_no_database_is_refused_and_left_alone(int length)
    {
        var text = new string('x', length);
        File.WriteAllText(At("notes.txt"), text);
        AssertRefused("notes.txt", "no SQLite database");
        Assert.Equal(text, File.ReadAllText(At("notes.txt")));
    }

    [Fact]
    public void A_database_of_something_else_is_refused()
    {
        Change("other.db", "CREATE TABLE music (title TEXT)");
        AssertRefused("other.db", "not one of manifests");
    }

    [Fact]
    public void A_file_of_a_later_version_is_refused()
    {
        _store.Dispose();
        Change("new/manifests.db", "PRAGMA user_version = 4");
        AssertRefused("new/manifests.db", "have version 4, and this program knows 3. Use the program that wrote them");
    }

    [Fact]
    public async Task A_file_of_the_first_version_gets_what_it_lacks_and_keeps_what_it_has()
    {
        _store.Dispose();
        Change("new/manifests.db", "DROP TABLE executions");
        Change("new/manifests.db", "DROP TABLE results");
        Change("new/manifests.db", "ALTER TABLE blocks DROP COLUMN start");
        Change("new/manifests.db", "INSERT INTO blocks VALUES ('kept', 7, 0, '[]', NULL, NULL)");
        Change("new/manifests.db", "PRAGMA user_version = 1");
        using var store = new SqliteManifestStore(At("new/manifests.db"));
        Change("new/manifests.db", "INSERT INTO executions VALUES ('x', '{}', 'running', '', NULL, 0, NULL, NULL, 1, NULL)");
        Assert.NotNull(await store.GetBlockAsync("kept", 7));
        Assert.True(await store.PutStartAsync("kept", 7, 0, new BlockStart(Now)));
        await store.PutResultAsync("kept", new byte[1]);
    }

    [Fact]
    public void A_file_of_the_second_version_keeps_its_executions_and_knows_their_redrives()
    {
        _store.Dispose();
        Change("new/manifests.db", "ALTER TABLE executions DROP COLUMN redriven_at");
        Change("new/manifests.db", "DROP TABLE results");
        Change("new/manifests.db", "ALTER TABLE blocks DROP COLUMN start");
        Change("new/manifests.db", "INSERT INTO executions VALUES ('x', '{}', 'failed', '2026-11-23T00:00:00Z', '2026-11-23T00:00:01Z', 1, 'Error', 'Cause', 1)");
        Change("new/manifests.db", "PRAGMA user_version = 2");
        using var file = new SqliteFile(At("new/manifests.db"));
        var table = new ExecutionTable(file, TimeProvider.System);
        Assert.Equal((1, null, "Cause"), (table.Find("x")?.Redrives, table.Find("x")?.RedrivenAt, table.Find("x")?.Cause));
        Assert.True(table.Redrive("x"));
        Assert.Equal((2, true), (table.Find("x")?.Redrives, table.Find("x")?.RedrivenAt is not null));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused()
    {
        File.WriteAllText(At("file"), "");
        AssertRefused("file/manifests.db", "folder of the manifests cannot be created");
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(At("folder"));
        AssertRefused("folder", "cannot be opened for writing");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused()
    {
        // Nobody may write here, not even the superuser, whom the modes of files do not bind.
        const string ReadOnly = "/proc/self";
        if (!Directory.Exists(ReadOnly))
            return;
        var refused = Assert.Throws<ManifestStoreException>(() => new SqliteManifestStore($"{ReadOnly}/manifests.db"));
        Assert.Contains("/manifests.db: the database cannot be opened for writing", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<ManifestStoreException>(() => new SqliteManifestStore($"{ReadOnly}/new/manifests.db"));
        Assert.Contains("folder of the manifests cannot be created", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void AssertRefused(string name, string reason)
    {
        var refused = Assert.Throws<ManifestStoreException>(() => new SqliteManifestStore(At(name)));
        Assert.StartsWith(At(name) + ": ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    private void Change(string name, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={At(name)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Reads past the lock that the open database holds where locks are mandatory.</summary>
    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = File.Create(to);
        source.CopyTo(target);
    }
}
