using System.Text;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>
/// Which model a partial was made with: its path, its hash, and how its outputs were read. These are the same in all
/// partials of a job.
/// </summary>
internal sealed class ModelStamp : IMergeable
{
    private (string Path, string Hash, string Reading) _model = ("", "", "");

    /// <summary>Empty until one was merged.</summary>
    public string Hash => _model.Hash;

    public static ModelStamp Of(EvaluateSettings settings, string hash) => new() { _model = (settings.Model.Path, hash, Reading(settings)) };

    /// <exception cref="ModelChangedException">The result would be written with another model in mind than partials were made with.</exception>
    public void Verify(EvaluateSettings settings)
    {
        if (Hash.Length > 0 && (_model.Path, _model.Reading) != (settings.Model.Path, Reading(settings)))
            throw ModelChangedException.Of($"{_model.Path} ({Hash})", $"{settings.Model.Path}, as it is now");
    }

    /// <exception cref="ModelChangedException">The other partial was made with another model.</exception>
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

    private static string Reading(EvaluateSettings settings) => string.Join('\n',
        [EnumNames.Of(settings.Kind), .. settings.Outputs.All.Select(output => output.ToString()), .. settings.Classes, .. settings.ModelClasses]);

    private static string Text(ref StateReader source) => Encoding.UTF8.GetString(source.ReadBytes());
}
