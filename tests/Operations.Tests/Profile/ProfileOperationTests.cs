using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Tests.Profile;

public sealed class ProfileOperationTests
{
    private static readonly Column[] Columns =
    [
        new("id", ColumnKind.Number),
        new("price", ColumnKind.Number),
        new("paid", ColumnKind.Boolean),
        new("word", ColumnKind.Text),
    ];

    /// <summary>Enough different ids that they are no longer all counted.</summary>
    private const int Records = 20_000;

    [Fact]
    public void Any_cut_and_any_tree_of_merges_give_the_same_bytes()
    {
        var records = GeneratedRecords.Generate(Records);
        var whole = new ProfileRunner(Columns, records) { BatchRows = 2048 }.Run();
        Gen.Select(Gen.Int[0, Records].Array[0, 6], Gen.Int[0, 1000], Gen.Int[500, 3000])
            .Sample(
                (cuts, seed, rows) =>
                    Assert.Equal(
                        whole,
                        new ProfileRunner(Columns, records)
                        {
                            Cuts = cuts,
                            Tree = new Random(seed),
                            BatchRows = rows,
                        }.Run()),
                iter: 12);
    }

    [Fact]
    public void Any_cut_of_few_records_gives_the_same_bytes() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60].Array[0, 6], Gen.Int[0, 1000], Gen.Int[1, 20])
            .Sample(
                (count, cuts, seed, rows) =>
                {
                    var records = GeneratedRecords.Generate(count);
                    Assert.Equal(
                        new ProfileRunner(Columns, records).Run(),
                        new ProfileRunner(Columns, records)
                        {
                            Cuts = cuts,
                            Tree = new Random(seed),
                            BatchRows = rows,
                        }.Run());
                },
                iter: 60);

    [Fact]
    public void Numbers_are_summed_exactly_and_few_have_exact_quantiles()
    {
        var column = ProfileRunner.Column(ColumnKind.Number, "1.50", "1.5", "-2", "1e1", null, "0");
        var numbers = column.GetProperty("numbers");
        Assert.Equal((5, 1), (column.GetProperty("values").GetInt32(), column.GetProperty("nulls").GetInt32()));
        Assert.Equal(
            "-2 10 2.2 4.59075157245521183",
            $"{numbers.GetProperty("min")} {numbers.GetProperty("max")} {numbers.GetProperty("mean")} "
                + $"{numbers.GetProperty("deviation")}");
        Assert.Equal(
            "-1.92 1.5 9.66",
            $"{numbers.GetProperty("quantiles").GetProperty("p1")} "
                + $"{numbers.GetProperty("quantiles").GetProperty("p50")} "
                + $"{numbers.GetProperty("quantiles").GetProperty("p99")}");
        Assert.Equal(4, column.GetProperty("distinct").GetProperty("count").GetInt32());
        Assert.Equal(
            """{"value":1.5,"count":2,"share":0.4}""",
            Compact(column.GetProperty("frequent").GetProperty("values")[0]));
    }

    [Fact]
    public void What_does_not_fit_the_kind_is_counted_and_spoils_nothing()
    {
        var column = ProfileRunner.Column(ColumnKind.Number, "1", "n/a", "NaN", "Infinity", "n/a", "3", "1e2000");
        Assert.Equal(5, column.GetProperty("misfits").GetProperty("count").GetInt32());
        Assert.Equal(
            ["1e2000", "Infinity", "NaN", "n/a"],
            column
                .GetProperty("misfits")
                .GetProperty("examples")
                .EnumerateArray()
                .Select(text => text.GetString()!)
                .Order(StringComparer.Ordinal));
        Assert.Equal("2", column.GetProperty("numbers").GetProperty("mean").ToString());
        Assert.Equal(6, column.GetProperty("distinct").GetProperty("count").GetInt32());
    }

    [Fact]
    public void Numbers_of_any_size_are_profiled()
    {
        var column = ProfileRunner.Column(
            ColumnKind.Number,
            "1e300",
            "-1e300",
            "1e-300",
            "123456789012345678901234567890",
            "1e900");
        var numbers = column.GetProperty("numbers");
        Assert.Equal("1" + new string('0', 900), numbers.GetProperty("max").GetRawText());
        Assert.Equal("-1" + new string('0', 300), numbers.GetProperty("min").GetRawText());
        Assert.Equal(
            "123456789012345678901234567890",
            numbers.GetProperty("quantiles").GetProperty("p50").GetRawText());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Quantiles_of_many_numbers_are_within_the_error_stated(bool negative)
    {
        var sign = negative ? -1 : 1;
        var column = ProfileRunner.Column(
            ColumnKind.Number,
            Enumerable
                .Range(0, 30_000)
                .Select(n => (sign * (n * 7919L % 30_000 + 0.25)).ToString(CultureInfo.InvariantCulture)));
        var quantiles = column.GetProperty("numbers").GetProperty("quantiles");
        Assert.False(quantiles.GetProperty("exact").GetBoolean());
        foreach (var percent in (int[])[1, 5, 25, 50, 75, 95, 99])
        {
            var expected = sign * ((negative ? 100 - percent : percent) * 299.99 + 0.25);
            Assert.Equal(
                expected,
                quantiles.GetProperty($"p{percent}").GetDouble(),
                Math.Abs(expected) * quantiles.GetProperty("relativeError").GetDouble() + 1);
        }
        Assert.Equal(
            30_000,
            column
                .GetProperty("numbers")
                .GetProperty("histogram")
                .GetProperty("counts")
                .EnumerateArray()
                .Sum(count => count.GetInt64()));
    }

    [Fact]
    public void A_frequent_value_among_many_different_ones_is_found_and_its_share_is_within_the_error()
    {
        var column = ProfileRunner.Column(
            ColumnKind.Text,
            Enumerable
                .Range(0, 60_000)
                .Select(n =>
                    n % 5 == 0 ? "often"
                    : n % 100 == 1 ? "seldom"
                    : $"once {n}"));
        var frequent = column.GetProperty("frequent");
        Assert.Equal(
            (false, 8192),
            (frequent.GetProperty("exact").GetBoolean(), frequent.GetProperty("sampled").GetInt32()));
        Assert.Equal(
            ["often", "seldom"],
            frequent.GetProperty("values").EnumerateArray().Select(value => value.GetProperty("value").GetString()!));
        foreach (var (index, share) in new[] { 0.2, 0.01 }.Index())
        {
            var value = frequent.GetProperty("values")[index];
            Assert.Equal(
                share,
                value.GetProperty("share").GetDouble(),
                2 * value.GetProperty("shareError").GetDouble());
        }
    }

    [Fact]
    public void Texts_tell_their_lengths_in_characters_and_what_is_odd_about_them()
    {
        var column = ProfileRunner.Column(
            ColumnKind.Text,
            [
                .. ((string[])["äöü", " x", "2026-11-25", "2026-11-25T10:00", "true", "-1.5", "007", ""]).Select(
                    Encoding.UTF8.GetBytes),
                [0xFF, 0x41],
            ]);
        var texts = column.GetProperty("texts");
        Assert.Equal("""{"min":0,"mean":4.89,"max":16}""", Compact(texts.GetProperty("lengths")));
        Assert.Equal("""{"number":1,"boolean":1,"date":1,"time":1}""", Compact(texts.GetProperty("looksLike")));
        Assert.Equal((1, 1), (texts.GetProperty("padded").GetInt32(), texts.GetProperty("invalidUtf8").GetInt32()));
        Assert.Equal("\uFFFDA", texts.GetProperty("max").GetString());
    }

    [Fact]
    public void Copies_of_records_are_counted()
    {
        var records = Enumerable
            .Range(0, 1000)
            .Select(n => (byte[]?[])[Encoding.ASCII.GetBytes(n < 990 ? $"{n}" : "1")])
            .ToList();
        using var few = JsonDocument.Parse(new ProfileRunner([new Column("x", ColumnKind.Text)], records).Run().Json);
        Assert.Equal(
            """{"count":10,"share":0.01,"exact":true}""",
            Compact(few.RootElement.GetProperty("duplicateRecords")));

        records = [.. Enumerable.Range(0, 50_000).Select(n => (byte[]?[])[Encoding.ASCII.GetBytes($"{n % 45_000}")])];
        using var many = JsonDocument.Parse(new ProfileRunner([new Column("x", ColumnKind.Text)], records).Run().Json);
        var duplicates = many.RootElement.GetProperty("duplicateRecords");
        Assert.False(duplicates.GetProperty("exact").GetBoolean());
        Assert.Equal(
            0.1,
            duplicates.GetProperty("share").GetDouble(),
            2 * duplicates.GetProperty("shareError").GetDouble());
    }

    [Fact]
    public void Settings_choose_columns_and_how_many_values()
    {
        var (json, _) = new ProfileRunner(Columns, GeneratedRecords.Generate(50))
        {
            Settings = """{"type": "profile", "columns": ["word", "id"], "top": 1}""",
        }.Run();
        using var result = JsonDocument.Parse(json);
        var columns = result.RootElement.GetProperty("columns").EnumerateArray().ToList();
        Assert.Equal(["word", "id"], columns.Select(column => column.GetProperty("name").GetString()!));
        Assert.All(columns, column =>
            Assert.Equal(1, column.GetProperty("frequent").GetProperty("values").GetArrayLength()));
    }

    [Theory]
    [InlineData("""{"type": "profile", "colums": ["id"]}""", "operation.colums", "columns")]
    [InlineData("""{"type": "profile", "columns": ["wrod"]}""", "operation.columns[0]", "word")]
    [InlineData("""{"type": "profile", "columns": ["id", "id"]}""", "operation.columns[1]", "once")]
    [InlineData("""{"type": "profile", "columns": []}""", "operation.columns", "found 0")]
    [InlineData("""{"type": "profile", "top": 0}""", "operation.top", "from 1 to 100")]
    public void Settings_that_cannot_be_are_refused(string settings, string field, string message)
    {
        var error = Assert.Throws<InvalidRequestException>(() =>
            new ProfileRunner(Columns, []) { Settings = settings }.Run());
        var found = Assert.Single(error.Errors);
        Assert.Equal(field, found.Field);
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
    }

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
