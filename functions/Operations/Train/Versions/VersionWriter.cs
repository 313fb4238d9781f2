using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Publishing;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Versions;

/// <summary>
/// Writes a version's files to a folder of the job. The folder is moved to the model's folder only after the job is
/// verified, so a failed job leaves nothing there.
/// </summary>
internal sealed class VersionWriter
{
    private readonly TrainSettings _settings;
    private readonly JobRequest _request;
    private readonly ModelFolder _models;
    private readonly ResultFiles _files;
    private readonly ParentVersion _origin;

    /// <exception cref="InvalidRequestException">The job's id cannot name a version.</exception>
    public VersionWriter(
        TrainSettings settings,
        JobRequest request,
        ModelFolder models,
        ResultFiles files,
        ParentVersion origin)
    {
        if (!ModelFolder.IsVersion(files.JobId))
            throw new InvalidRequestException(
                "jobId",
                $"Expected a job id that can be the name of a version; found \"{files.JobId}\", which is reserved in a "
                    + "model's folder. Choose another id.");
        (_settings, _request, _models, _files, _origin) = (settings, request, models, files, origin);
        Folder = files.NewFolder();
    }

    /// <summary>The folder to which the version's files are written.</summary>
    public string Folder { get; }

    /// <summary>Writes a state that is not a stream of entries.</summary>
    public StoredFile WriteState(byte[] state)
    {
        Write(ModelFolder.StateName, state);
        return LearnedState.Describe(ModelFolder.StateName, state);
    }

    /// <summary>Writes all files except the state, which must exist already, and the job's result.</summary>
    public ResultSummary Write(Model model, Metrics metrics, StoredFile state, PublishDecision verdict)
    {
        Write(ModelFolder.OnnxName, ModelOnnx.Write(_settings, model));
        Write(ModelFolder.MetricsName, metrics, VersionJson.Default.Metrics);
        Write(
            ModelFolder.LineageName,
            new Lineage(
                _models.Model,
                _files.JobId,
                _origin.Parent,
                _origin.Based,
                _settings.Kind,
                _settings.Label,
                _settings.Features,
                _settings.HeldOut,
                _settings.Missing,
                _files.Dataset,
                state,
                _request),
            VersionJson.Default.Lineage);

        var scratch = _files.NewFolder();
        Directory.Delete(scratch);
        _files.BeforePublishing(() =>
        {
            _models.Publish(Folder, _files.JobId);
            if (verdict.Moves)
                _models.Move(_origin.Based, _files.JobId, scratch);
        });
        return ResultRow.Write(_files.Result, _models, _files.JobId, _origin, metrics, verdict);
    }

    private void Write<T>(string name, T value, JsonTypeInfo<T> type) =>
        Write(name, [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n']);

    private void Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (StorageErrors.Translate(error, path, bytes.Length) is { } full)
        {
            throw full;
        }
    }
}
