using Pipeline.Core.Errors;
using Pipeline.Core.Requests;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query;

/// <summary>The operation's only setting: the SQL text and the SELECT parsed from it.</summary>
internal sealed record QuerySettings(string Sql, SelectSyntax Select)
{
    /// <returns>Null if the SQL is missing or invalid.</returns>
    public static QuerySettings? Read(JobRequest request, List<ValidationError> errors)
    {
        const string Expected = "one SELECT over the table dataset, such as \"SELECT COUNT(*) FROM dataset\"";
        var fields = new JsonFieldReader(request.Operation.Settings, "operation", errors);
        fields.Find("type");
        if (fields.Find("sql") is null)
            fields.Reject("sql", $"This field is required: {Expected}.");
        var settings = fields.Text("sql", Expected) is { } sql
            ? errors.Try(() => new QuerySettings(sql, SqlParser.Parse(sql)))
            : null;
        fields.RejectUnknown();
        return settings;
    }
}
