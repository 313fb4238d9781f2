using Pipeline.Core.Entries;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Versions;

namespace Pipeline.Operations.Train.Linear;

/// <summary>
/// Trains a linear regression in one pass. Blocks compute exact sums, merges add them, and the model is solved from the
/// total. To continue from a version, its sums are added too, so the model covers all records.
/// </summary>
internal sealed class LinearTraining(TrainSettings settings, OperationContext context) : IOperation
{
    private readonly ModelFolder _models = new(context.Root, settings.Model);

    public IReadOnlyList<string> Columns => settings.Columns;

    public bool NeedsRecords => true;

    public OutputFormat Output => OutputFormat.Json;

    public IBlockProcessor StartBlock(BlockContext block) => new LinearProcessor(settings, block.BadRecords);

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        new CombinedStream(new MergedStream(partials), new SumCombiner());

    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch)
    {
        var origin = ParentVersion.Find(_models, settings, files.JobId);
        var version = new VersionWriter(settings, context.Request, _models, files, origin);
        using var writer = PartialWriter.Create(version.Folder, ModelFolder.StateName);
        TrainingSums sums;
        if (origin.Parent is null)
        {
            sums = TrainingSums.Read(merged, settings.Features, writer);
        }
        else
        {
            using var parent = OpenState(origin.Parent);
            sums = TrainingSums.Read(
                Merge([parent, merged], scratch, CancellationToken.None),
                settings.Features,
                writer);
        }
        var state = writer.Commit();
        var model = LinearSolver.Solve(sums.Trained, settings);
        var metrics = new Metrics(
            (long)sums.Trained.Records.UnitsAt(0), (long)sums.HeldOut.Records.UnitsAt(0),
            (long)sums.Unlabelled.UnitsAt(0), (long)sums.Dropped.UnitsAt(0),
            LinearScore.Of(sums.HeldOut, model), LinearScore.Of(sums.Trained, model));
        return version.Write(model, metrics, state, Judge(origin, model));
    }

    /// <summary>Compares the new model with the latest version on the held-out records of the latest version.</summary>
    private PublishDecision Judge(ParentVersion origin, Model model)
    {
        if (origin.Based is null)
            return PublishDecision.Of(settings, null, "", null, null);
        using var state = OpenState(origin.Based);
        var heldOut = TrainingSums.Read(state, settings.Features).HeldOut;
        return PublishDecision.Of(
            settings, origin.Based, "RMSE on the records held out so far",
            Metrics.Read(_models, origin.Based).Linear?.Rmse, LinearScore.Of(heldOut, model)?.Rmse);
    }

    private PartialReader OpenState(string version) =>
        PartialReader.Open(_models.VersionPath(version), Lineage.Read(_models, version, "operation.from").State);
}
