using System.Text;
using System.Text.Json;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Operations.Profile;

namespace Pipeline.Operations.Tests.Profile;

/// <summary>Profiles a little table.</summary>
/// <param name="records">The fields of each record; null is NULL.</param>
internal sealed class ProfileRunner(IReadOnlyList<Column> columns, IReadOnlyList<byte[]?[]> records)
{
    /// <inheritdoc cref="TableRunner.Cuts"/>
    public int[] Cuts { get; init; } = [];

    /// <inheritdoc cref="TableRunner.Tree"/>
    public Random? Tree { get; init; }

    public int BatchRows { get; init; } = 100;

    public string Settings { get; init; } = """{"type": "profile"}""";

    /// <summary>Profiles one column of text.</summary>
    public static JsonElement Column(ColumnKind kind, params IEnumerable<string?> values) =>
        Column(kind, values.Select(value => value is null ? null : Encoding.UTF8.GetBytes(value)));

    public static JsonElement Column(ColumnKind kind, IEnumerable<byte[]?> values)
    {
        var (json, _) = new ProfileRunner([new Column("x", kind)], [.. values.Select(value => new[] { value })]).Run();
        return JsonElement.Parse(json).GetProperty("columns")[0];
    }

    /// <returns>The result and the report.</returns>
    public (string Json, string Html) Run()
    {
        var request = new JobRequest(
            ["table"],
            new OperationRequest(ProfileOperation.Registration.Name, JsonElement.Parse(Settings)));
        var files = new TableRunner(columns, records)
        {
            Cuts = Cuts,
            Tree = Tree,
            BatchRows = BatchRows,
        }.Run(request, ProfileOperation.Create);
        return (files["result.json"], files["result.html"]);
    }
}
