using Pipeline.Core.Manifests;
using Pipeline.Local.Manifests;
using Pipeline.Local.Serving;
using Pipeline.TestKit.Manifests;
using Pipeline.TestKit.Skipping;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.Local.Tests.Manifests;

public sealed class SqliteManifestStoreTests : ManifestStoreContract, IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"pipeline-{Guid.NewGuid():n}");
    private readonly SqliteManifestStore _store;

    public SqliteManifestStoreTests() => _store = new SqliteManifestStore(At("new/manifests.db"));

    protected override IManifestStore Store => _store;

    [Fact]
    public async Task Writes_survive_a_killed_process()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, Receipt());

        // Copies of the open files are what a killed process leaves behind: nothing is closed or checkpointed.
        var copies = Directory.CreateDirectory(At("copies")).FullName;
        foreach (var file in Directory.GetFiles(At("new")))
            Copy(file, Path.Combine(copies, Path.GetFileName(file)));

        using var reopened = new SqliteManifestStore(Path.Combine(copies, "manifests.db"));
        AssertSame(Job("a"), await reopened.GetJobAsync("a"));
        Assert.Equal(Receipt(), (await reopened.GetBlockAsync("a", 0))!.Receipt);
    }

    [Fact]
    public async Task Two_stores_can_write_the_same_file()
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
    public async Task Stores_that_open_a_new_file_at_the_same_time_create_it_once()
    {
        var stores = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => new SqliteManifestStore(At("once.db")))));
        await stores[0].CreateJobAsync(Job("a"));
        foreach (var store in stores)
        {
            Assert.NotNull(await store.GetJobAsync("a"));
            store.Dispose();
        }
    }

    [Fact]
    public void Closing_leaves_a_single_file()
    {
        _store.Dispose();
        Assert.Equal(["manifests.db"], Directory.GetFiles(At("new")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void A_file_that_is_not_a_database_is_rejected_and_unchanged(int length)
    {
        var text = new string('x', length);
        File.WriteAllText(At("notes.txt"), text);
        AssertRejected("notes.txt", "not an SQLite database");
        Assert.Equal(text, File.ReadAllText(At("notes.txt")));
    }

    [Fact]
    public void A_database_of_another_program_is_rejected()
    {
        Change("other.db", "CREATE TABLE music (title TEXT)");
        AssertRejected("other.db", "does not contain manifests");
    }

    [Fact]
    public void A_file_of_a_later_version_is_rejected()
    {
        _store.Dispose();
        Change("new/manifests.db", "PRAGMA user_version = 4");
        AssertRejected(
            "new/manifests.db",
            "have version 4, but this program supports only 3. Use the program that wrote them");
    }

    [Fact]
    public async Task A_file_of_version_1_is_migrated_and_keeps_its_data()
    {
        _store.Dispose();
        Change("new/manifests.db", "DROP TABLE executions");
        Change("new/manifests.db", "DROP TABLE results");
        Change("new/manifests.db", "ALTER TABLE blocks DROP COLUMN start");
        Change("new/manifests.db", "INSERT INTO blocks VALUES ('kept', 7, 0, '[]', NULL, NULL)");
        Change("new/manifests.db", "PRAGMA user_version = 1");
        using var store = new SqliteManifestStore(At("new/manifests.db"));
        Change(
            "new/manifests.db",
            "INSERT INTO executions VALUES ('x', '{}', 'running', '', NULL, 0, NULL, NULL, 1, NULL)");
        Assert.NotNull(await store.GetBlockAsync("kept", 7));
        Assert.True(await store.PutStartAsync("kept", 7, 0, new BlockStart(Now)));
        await store.PutResultAsync("kept", new byte[1]);
    }

    [Fact]
    public void A_file_of_version_2_keeps_its_executions_and_their_redrives()
    {
        _store.Dispose();
        Change("new/manifests.db", "ALTER TABLE executions DROP COLUMN redriven_at");
        Change("new/manifests.db", "DROP TABLE results");
        Change("new/manifests.db", "ALTER TABLE blocks DROP COLUMN start");
        Change(
            "new/manifests.db",
            "INSERT INTO executions VALUES ('x', '{}', 'failed', '2026-11-23T00:00:00Z', " +
            "'2026-11-23T00:00:01Z', 1, 'Error', 'Cause', 1)");
        Change("new/manifests.db", "PRAGMA user_version = 2");
        using var file = new SqliteFile(At("new/manifests.db"));
        var table = new ExecutionTable(file, TimeProvider.System);
        Assert.Equal(
            (1, null, "Cause"), (table.Find("x")?.Redrives, table.Find("x")?.RedrivenAt, table.Find("x")?.Cause));
        Assert.True(table.Redrive("x"));
        Assert.Equal((2, true), (table.Find("x")?.Redrives, table.Find("x")?.RedrivenAt is not null));
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_rejected()
    {
        File.WriteAllText(At("file"), "");
        AssertRejected("file/manifests.db", "folder of the manifests cannot be created");
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_rejected()
    {
        Directory.CreateDirectory(At("folder"));
        AssertRejected("folder", "cannot be opened for writing");
    }

    [OnLinuxFact(Needs = "test -d /proc/self")]
    public void A_folder_that_is_not_writable_is_rejected()
    {
        // File modes do not apply to root, but not even root can write here.
        const string ReadOnly = "/proc/self";
        var rejected = Assert.Throws<ManifestStoreException>(() => new SqliteManifestStore($"{ReadOnly}/manifests.db"));
        Assert.Contains(
            "/manifests.db: the database cannot be opened for writing", rejected.Message, StringComparison.Ordinal);
        rejected = Assert.Throws<ManifestStoreException>(() => new SqliteManifestStore($"{ReadOnly}/new/manifests.db"));
        Assert.Contains("folder of the manifests cannot be created", rejected.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void AssertRejected(string name, string reason)
    {
        var rejected = Assert.Throws<ManifestStoreException>(() => new SqliteManifestStore(At(name)));
        Assert.StartsWith(At(name) + ": ", rejected.Message, StringComparison.Ordinal);
        Assert.Contains(reason, rejected.Message, StringComparison.Ordinal);
    }

    private void Change(string name, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={At(name)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL is a constant of a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Copies a file that the open database has locked, also where locks are mandatory.</summary>
    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = File.Create(to);
        source.CopyTo(target);
    }
}
