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
/// A look at what is in the data: kinds, NULLs, distinct values, spread, frequent values and what is odd, column by
/// column. The result is JSON whatever <c>output</c> says, and next to it is a report for people, <c>result.html</c>.
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

    /// <summary>For copies of whole records.</summary>
    public bool NeedsRecords => true;

    public OutputFormat Output => OutputFormat.Json;

    /// <summary>The settings are <c>columns</c>, otherwise all, and <c>top</c>.</summary>
    /// <exception cref="InvalidRequestException">The settings are not as expected, or do not go with the columns.</exception>
    public static IOperation Create(OperationContext context) =>
        new ProfileOperation(context.Request.Dataset, ProfileSettings.Read(context.Request.Operation.Settings, context.Format));

    /// <summary>Finds the errors in the settings that need no dataset to be found.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) => ProfileSettings.Check(request.Operation.Settings, errors);

    public IBlockProcessor StartBlock(BlockContext block) => new ProfileProcessor(_settings.Columns, _limits);

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        new CombinedStream(new MergedStream(partials), new ProfileCombiner(_settings.Columns, _limits));

    /// <returns>One row for each column.</returns>
    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch)
    {
        var findings = DatasetFindings.Read(merged, _dataset, _settings, _limits);
        ProfileJson.Write(findings, files.Result);
        ReportHtml.Write(findings, files.Add(ReportHtml.FileName));
        return new ResultSummary(findings.Columns.Count, []);
    }
}
