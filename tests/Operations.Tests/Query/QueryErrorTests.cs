using System.Text.Json;
using CsCheck;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Publishing;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.TestKit;

namespace Pipeline.Operations.Tests.Query;

/// <summary>Bad records, damaged partials and invalid settings of a query.</summary>
public sealed class QueryErrorTests
{
    [Fact]
    public void A_bad_record_fails_the_block_or_is_left_out_of_everything()
    {
        const string table = "k,n:number\na,1\nb,x\nc,3\nd,y\ne,5";
        foreach (var sql in new[]
            {
                "SELECT k FROM dataset WHERE n > 0",
                "SELECT n + 1, k FROM dataset",
                "SELECT k FROM dataset ORDER BY n",
                "SELECT k, SUM(n) FROM dataset GROUP BY k",
            })
        {
            var bad = Assert.Throws<BadRecordException>(() => new QueryRunner(sql, table).Run());
            Assert.Equal(("table", 1), (bad.File, bad.Offset));
            Assert.Contains("\"x\"", bad.Reason, StringComparison.Ordinal);

            var runner = new QueryRunner(sql, table, onBadRecord: BadRecordRule.Skip);
            Assert.Equal(4, runner.Run().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            Assert.Equal(2, runner.BadRecords);
        }
    }

    [Fact]
    public void What_nobody_consumes_may_be_anything()
    {
        const string table = "k,n:number\na,1\nb,x";
        Assert.Equal("n,k\n1,a\nx,b\n", QueryRunner.Run("SELECT n, k FROM dataset", table));
        Assert.Equal("c\n2\n", QueryRunner.Run("SELECT COUNT(*) AS c FROM dataset", table));
        Assert.Equal(
            "c\n1\n",
            QueryRunner.Run("SELECT SUM(CASE WHEN k = 'a' THEN n ELSE 0 END) AS c FROM dataset", table));
        Assert.Equal("c\n1\n", QueryRunner.Run("SELECT SUM(n) AS c FROM dataset WHERE k = 'a'", table));
    }

    [Fact]
    public void A_record_beyond_the_limit_is_bad_all_the_same()
    {
        var runner = new QueryRunner(
            "SELECT k FROM dataset WHERE n > 0 LIMIT 1",
            "k,n:number\na,1\nb,2\nc,x",
            onBadRecord: BadRecordRule.Skip)
        {
            BatchRows = 1,
        };
        Assert.Equal("k\na\n", runner.Run());
        Assert.Equal(1, runner.BadRecords);
    }

    [Fact]
    public void A_group_whose_row_cannot_be_computed_shows_the_group()
    {
        var error = Assert.Throws<InvalidRequestException>(() =>
            QueryRunner.Run("SELECT k, CAST(MIN(s) AS DECIMAL) FROM dataset GROUP BY k", "k,s\na,1\nb,x"));
        Assert.Equal("operation.sql", error.Errors[0].Field);
        Assert.Contains("'b'", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"x\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_columns_that_a_query_needs_are_read()
    {
        var operation = QueryOperationTests.Create(
            """{"type": "query", "sql": "SELECT SUM(t) FROM dataset WHERE ok"}""");
        Assert.Equal(["t", "ok"], operation.Columns.OrderDescending());
        Assert.Empty(
            QueryOperationTests.Create("""{"type": "query", "sql": "SELECT COUNT(*) FROM dataset"}""").Columns);
    }

    [Fact]
    public void A_damaged_partial_is_seen_even_beyond_the_limit()
    {
        using var folder = new TemporaryFolder();
        var operation = QueryOperationTests.Create("""{"type": "query", "sql": "SELECT t FROM dataset LIMIT 1"}""");
        using var writer = PartialWriter.Create(folder.Path, "p");
        writer.Append([], "1"u8);
        writer.Append([], "2"u8);
        var file = writer.Commit();
        var path = Path.Combine(folder.Path, "p");
        var bytes = File.ReadAllBytes(path);
        bytes[^17] ^= 1;
        File.WriteAllBytes(path, bytes);

        using var merged = operation.Merge(
            [PartialReader.Open(folder.Path, file)],
            new ScratchFolder(folder.Path),
            CancellationToken.None);
        using var publication = new Publication(new JobFolder(folder.Path, "job"), operation.Output);
        Assert.Throws<DamagedPartialException>(() =>
            publication.Write(files => operation.Finish(merged, files, new ScratchFolder(folder.Path))));
    }

    [Theory]
    [InlineData("""{"type": "query"}""", "operation.sql", "SELECT COUNT(*) FROM dataset")]
    [InlineData("""{"type": "query", "sql": 7}""", "operation.sql", "the number 7")]
    [InlineData("""{"type": "query", "sql": "SELECT t FROM dataset", "limt": 1}""", "operation.limt", "Unknown field")]
    [InlineData("""{"type": "query", "sq": "SELECT t FROM dataset"}""", "operation.sql", "required")]
    [InlineData("""{"type": "query", "sql": "SELECT nothing FROM dataset"}""", "operation.sql", "nothing")]
    [InlineData("""{"type": "qery", "sql": "SELECT t FROM dataset"}""", "operation.type", "Did you mean \"query\"?")]
    [InlineData("""{"type": "nonsense"}""", "operation.type", "The operations are query")]
    public void What_is_wrong_with_an_operation_is_told(string settings, string field, string message)
    {
        var error = Assert.Throws<InvalidRequestException>(() => QueryOperationTests.Create(settings));
        var found = Assert.Single(error.Errors, found => found.Field == field);
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_distinct_counts_than_a_tag_can_tell_apart_are_refused()
    {
        var calls = string.Join(", ", Enumerable.Range(0, 256).Select(i => $"COUNT(DISTINCT t + {i})"));
        var error = Assert.Throws<InvalidRequestException>(() =>
            QueryOperationTests.Create(
                JsonSerializer.Serialize(new { type = "query", sql = $"SELECT {calls} FROM dataset" })));
        Assert.Contains("at most 255", error.Message, StringComparison.Ordinal);
    }
}
