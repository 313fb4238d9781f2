using System.Text;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>
/// Identifies the model that a partial was computed with: its path, its hash, and the interpretation of its outputs.
/// These must be the same in all partials of a job.
/// </summary>
internal sealed class ModelStamp : IMergeable
{
    private (string Path, string Hash, string Reading) _model = ("", "", "");

    /// <summary>The hash of the model; empty if no partial was merged yet.</summary>
    public string Hash => _model.Hash;

    public static ModelStamp Of(EvaluateSettings settings, string hash) =>
        new() { _model = (settings.Model.Path, hash, Reading(settings)) };

    /// <summary>Verifies that the settings still refer to the model of the partials.</summary>
    /// <exception cref="ModelChangedException">The model or its outputs have changed.</exception>
    public void Verify(EvaluateSettings settings)
    {
        if (Hash.Length > 0 && (_model.Path, _model.Reading) != (settings.Model.Path, Reading(settings)))
            throw ModelChangedException.Of($"{_model.Path} ({Hash})", $"{settings.Model.Path}, as it is now");
    }

    /// <exception cref="ModelChangedException">The other partial was computed with another model.</exception>
    public void Merge(ref StateReader source)
    {
        var other = (Path: Text(ref source), Hash: Text(ref source), Reading: Text(ref source));
        if (Hash.Length > 0 && other != _model)
            throw ModelChangedException.Of($"{_model.Path} ({_model.Hash})", $"{other.Path} ({other.Hash})");
        _model = other;
    }

    public void Write(StateWriter target)
    {
        target.WriteBytes(Encoding.UTF8.GetBytes(_model.Path));
        target.WriteBytes(Encoding.UTF8.GetBytes(_model.Hash));
        target.WriteBytes(Encoding.UTF8.GetBytes(_model.Reading));
    }

    private static string Reading(EvaluateSettings settings) =>
        string.Join(
            '\n',
            [
                EnumNames.Of(settings.Kind),
                .. settings.Outputs.All.Select(output => output.ToString()),
                .. settings.Classes,
                .. settings.ModelClasses,
            ]);

    private static string Text(ref StateReader source) => Encoding.UTF8.GetString(source.ReadBytes());
}
