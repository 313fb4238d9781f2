using Pipeline.Core.Merging;
using Pipeline.Core.Operations.Query.Aggregation;
using Pipeline.Core.Operations.Sketches;

namespace Pipeline.Core.Operations.Evaluate;

/// <summary>Merges what several partials, or parts of one, know of the same.</summary>
internal sealed class EvaluateCombiner(EvaluateSettings settings) : IEntryCombiner
{
    private readonly StateWriter _written = new();
    private IMergeable? _state;

    public void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _state = NewState((Section)key[0]);
        Add(value);
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        var reader = new StateReader(value);
        _state!.Merge(ref reader);
    }

    public ReadOnlySpan<byte> Finish()
    {
        _written.Clear();
        _state!.Write(_written);
        return _written.Written;
    }

    /// <summary>What entries of a section are merged in, with nothing in it.</summary>
    public IMergeable NewState(Section section) => section switch
    {
        Section.Model => new ModelStamp(),
        Section.Counts => new RecordCounts(),
        Section.Overall or Section.Group => NewSums(),
        Section.Spread => settings.Kind == EvaluationKind.Regression ? new ErrorSketches() : new Confusion(settings.Classes.Count),
        _ => new RocCounts(),
    };

    public IMergeable NewSums() => settings.Kind == EvaluationKind.Regression ? new RegressionSums() : new ClassSums(settings.Outputs.Chances is not null);
}
