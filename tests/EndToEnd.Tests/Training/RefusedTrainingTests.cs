using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>What cannot be trained is refused with the field or the column at fault, and leaves no model.</summary>
public sealed class RefusedTrainingTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public RefusedTrainingTests() =>
        _jobs.Write("data.csv", "price,area,town,seen\n1,2,a,true\n2,3,b,false\n4,1,c,true\n3,7,a,true\n");

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData(
        """{ "label": "prize" }""",
        "operation.label: There is no column \"prize\" in the dataset. Did you mean \"price\"?")]
    [InlineData(
        """{ "label": "town" }""",
        "operation.label: Expected a column of numbers, because \"kind\" is \"linear\"; column \"town\" is text. Set "
            + "\"kind\" to \"logistic\", or set its kind to number in \"format.types\".")]
    [InlineData(
        """{ "kind": "linnear" }""",
        "operation.kind: Expected one of \"linear\", \"logistic\"; found the text \"linnear\". Did you mean \"linear\"?"
    )]
    [InlineData(
        """{ "model": "../up" }""",
        "operation.model: Expected the model's name, 1 to 80 ASCII letters, digits, \"-\" and \"_\"; found the text "
            + "\"../up\".")]
    [InlineData(
        """{ "features": ["aria"] }""",
        "operation.features[0]: There is no column \"aria\" in the dataset. Did you mean \"area\"?")]
    [InlineData(
        """{ "features": ["area", "price"] }""",
        "operation.features[1]: Expected a column that is not the label; found \"price\". A model must not use its "
            + "label as a feature.")]
    [InlineData(
        """{ "features": ["area", "area"] }""",
        "operation.features[1]: Expected each column once; found \"area\" twice.")]
    [InlineData("""{ "features": [] }""", "operation.features: Expected 1 to 500 columns besides the label; found 0.")]
    [InlineData(
        """{ "ridge": -1 }""",
        "operation.ridge: Expected a number from 0 to 1000000000000; found the number -1.")]
    [InlineData("""{ "heldOut": 1 }""", "operation.heldOut: Expected a number from 0 to 0.9; found the number 1.")]
    [InlineData(
        """{ "categories": 0 }""",
        "operation.categories: Expected a whole number from 1 to 1000; found the number 0.")]
    [InlineData(
        """{ "missing": "zero" }""",
        "operation.missing: Expected one of \"mean\", \"drop\"; found the text \"zero\".")]
    [InlineData(
        """{ "publish": "sometimes" }""",
        "operation.publish: Expected one of \"ifNotWorse\", \"always\", \"never\"; found the text \"sometimes\".")]
    [InlineData(
        """{ "from": "job-9" }""",
        "operation.from: There is no version \"job-9\" of model \"price\": expected models/price/job-9/lineage.json. "
            + "Name an existing version, or set \"from\" to null to start from scratch.")]
    [InlineData(
        """{ "from": "a/b" }""",
        "operation.from: Expected a version of the model, \"latest\", or null to start from scratch; found the text "
            + "\"a/b\".")]
    [InlineData(
        """{ "epochs": 3 }""",
        "operation.epochs: Unknown field. Expected one of type, model, kind, label, features, ridge, heldOut, "
            + "categories, missing, from, publish, tolerance.")]
    public async Task Settings(string settings, string expected)
    {
        var error = await _jobs.FailAsync<InvalidRequestException>(
            Trainings.Request("data.csv", JsonElement.Parse(settings)),
            planned: false);
        Assert.Equal(expected, error.Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_lineage_that_somebody_edited(string lineage)
    {
        await _jobs.RunAsync(Trainings.Request("data.csv", new { heldOut = 0 }));
        _jobs.Write("models/price/job-1/lineage.json", lineage);
        var error = await _jobs.FailAsync<InvalidRequestException>(
            Trainings.Request("data.csv", new { heldOut = 0 }),
            planned: false);
        Assert.StartsWith(
            "operation.model: Expected models/price/job-1/lineage.json as training wrote it; found a damaged or edited "
                + "file: ",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_at_once()
    {
        var request = Trainings.Request("data.csv", new { label = "prize", ridge = "much" }) with
        {
            TolerateFailedBlocks = 2,
        };
        var error = await _jobs.FailAsync<InvalidRequestException>(request, planned: false);
        Assert.Equal(
            ["operation.label", "operation.ridge", "tolerateFailedBlocks"],
            error.Errors.Select(found => found.Field).Order());
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("unknown")]
    public async Task Text_where_a_number_belongs(string text)
    {
        _jobs.Write("odd.csv", $"price,area\n1,2\n2,{text}\n3,5\n4,4\n5,9\n");
        var types = new Dictionary<string, ColumnKind> { ["area"] = ColumnKind.Number };
        var error = await _jobs.FailAsync<BadRecordException>(
            Trainings.Request("odd.csv", new { }, types: types),
            planned: true);
        Assert.Contains("odd.csv, record at byte 15", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"Column \"area\": \"{text}\" is not a number in the range of a double.",
            error.Message,
            StringComparison.Ordinal);

        var job = await _jobs.RunAsync(
            Trainings.Request("odd.csv", new { heldOut = 0 }, types: types) with
            {
                OnBadRecord = BadRecordRule.Skip,
            });
        Assert.Equal((4, 1L), (job.Row().GetProperty("trainedRecords").GetInt32(), job.Result.Rejected));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1e-6, false)]
    public async Task A_column_that_follows_from_others_needs_a_ridge(double ridge, bool isRefused)
    {
        _jobs.Write(
            "same.csv",
            "price,metres,feet\n"
                + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * i % 17},{i}.5,{4 * i + 2}\n")));
        var request = Trainings.Request("same.csv", new { ridge, heldOut = 0 });
        if (!isRefused)
        {
            await _jobs.RunAsync(request);
            return;
        }
        var error = await _jobs.FailAsync<UntrainableException>(request, planned: true);
        Assert.Equal(
            "The equations have no unique solution: column \"feet\" depends linearly on the columns before it. Remove "
                + "it from \"features\", or set \"ridge\" above 0.",
            error.Message);
        Assert.False(Directory.Exists(_jobs.Path("models")));
    }

    [Fact]
    public async Task No_record_to_train_on()
    {
        _jobs.Write("none.csv", "price,area\n,1\n,2\n");
        var types = new Dictionary<string, ColumnKind> { ["price"] = ColumnKind.Number };
        var error = await _jobs.FailAsync<UntrainableException>(
            Trainings.Request("none.csv", new { }, types: types),
            planned: true);
        Assert.StartsWith("There are no training records", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_class_alone()
    {
        _jobs.Write("one.csv", "kind,area\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"same,{i}\n")));
        var error = await _jobs.FailAsync<UntrainableException>(
            Trainings.Request("one.csv", new { kind = "logistic", label = "kind" }),
            planned: true);
        Assert.StartsWith(
            "Column \"kind\" has one class, \"same\", in the training records, expected two or more.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_taken_for_classes()
    {
        _jobs.Write("many.csv", "price,area\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i}.25,{i}\n")));
        var error = await _jobs.FailAsync<UntrainableException>(
            Trainings.Request("many.csv", new { kind = "logistic" }),
            planned: true);
        Assert.EndsWith(
            "expected at most 100. To predict a number, set \"kind\" to \"linear\".",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_hardly_any_two_records_share()
    {
        _jobs.Write(
            "ids.csv",
            "price,id\n" + string.Concat(Enumerable.Range(0, 10_002).Select(i => $"{i % 10},id{i}\n")));
        var error = await _jobs.FailAsync<UntrainableException>(
            Trainings.Request("ids.csv", new { heldOut = 0 }),
            planned: true);
        Assert.StartsWith(
            "Column \"id\" has more than 10,000 different texts",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "label": "area" }""", "\"label\" is price (number) there and area (number) here; \"features\" is")]
    [InlineData(
        """{ "features": ["area"] }""",
        "\"features\" is area (number), town (text), seen (boolean) there and area (number) here")]
    [InlineData("""{ "heldOut": 0.2 }""", "\"heldOut\" is 0.1 there and 0.2 here")]
    [InlineData("""{ "missing": "drop" }""", "\"missing\" is mean there and drop here")]
    public async Task Going_on_with_other_settings(string settings, string expected)
    {
        await _jobs.RunAsync(Trainings.Request("data.csv", new { }));
        var error = await _jobs.FailAsync<InvalidRequestException>(
            Trainings.Request("data.csv", JsonElement.Parse(settings)),
            planned: false);
        Assert.StartsWith(
            "operation.model: Version \"job-1\" of model \"price\" was trained with other settings: ",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_is_of_another_kind_tonight()
    {
        await _jobs.RunAsync(Trainings.Request("data.csv", new { }));
        _jobs.Write("tonight.csv", "price,area,town,seen\n1,2,5,true\n2,3,6,false\n");
        var error = await _jobs.FailAsync<InvalidRequestException>(
            Trainings.Request("tonight.csv", new { }),
            planned: false);
        Assert.Contains(
            "town (text), seen (boolean) there and area (number), town (number)",
            error.Message,
            StringComparison.Ordinal);
        await _jobs.RunAsync(
            Trainings.Request(
                "tonight.csv",
                new { },
                types: new Dictionary<string, ColumnKind> { ["town"] = ColumnKind.Text }));
    }
}
