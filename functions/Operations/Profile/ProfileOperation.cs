using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Profile.Findings;
using Pipeline.Operations.Profile.Output;
using Pipeline.Operations.Profile.Settings;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile;

/// <summary>
/// Profiles a dataset: for each column, its kind, NULLs, distinct values, distribution, frequent values and anomalies.
/// The result is always JSON, regardless of <c>output</c>, with a report for people next to it, <c>result.html</c>.
/// </summary>
public sealed class ProfileOperation : IOperation
{
    public static OperationType Registration { get; } = new("profile", Create, Check, ProfileOverview.Read);

    private readonly IReadOnlyList<string> _dataset;
    private readonly ProfileSettings _settings;
    private readonly ProfileLimits _limits;

    private ProfileOperation(IReadOnlyList<string> dataset, ProfileSettings settings)
    {
        _dataset = dataset;
        _settings = settings;
        _limits = new ProfileLimits(settings.Columns.Count);
        Columns = [.. settings.Columns.Select(column => column.Name)];
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>True, to detect duplicate records.</summary>
    public bool NeedsRecords => true;

    public OutputFormat Output => OutputFormat.Json;

    /// <exception cref="InvalidRequestException">The settings are invalid or do not match the columns.</exception>
    public static IOperation Create(OperationContext context) =>
        new ProfileOperation(
            context.Request.Dataset,
            ProfileSettings.Read(context.Request.Operation.Settings, context.Format));

    /// <summary>Validates what can be validated without access to the dataset.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) =>
        ProfileSettings.Check(request.Operation.Settings, errors);

    public IBlockProcessor StartBlock(BlockContext block) => new ProfileProcessor(_settings.Columns, _limits);

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        new CombinedStream(new MergedStream(partials), new ProfileCombiner(_settings.Columns, _limits));

    /// <returns>A summary with one row for each column.</returns>
    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch)
    {
        var findings = DatasetFindings.Read(merged, _dataset, _settings, _limits);
        ProfileJson.Write(findings, files.Result);
        ReportHtml.Write(findings, files.Add(ReportHtml.FileName));
        return new ResultSummary(findings.Columns.Count, []);
    }
}
