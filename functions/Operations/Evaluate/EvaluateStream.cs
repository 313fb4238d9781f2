using Pipeline.Core.Entries;
using Pipeline.Operations.Evaluate.Scoring;

namespace Pipeline.Operations.Evaluate;

/// <summary>
/// Merges partials: combines summaries with the same key, keeps only the first of the worst records, and passes rows
/// through. Owns its source.
/// </summary>
internal sealed class EvaluateStream : EntryStream
{
    private readonly EntryStream _source;
    private readonly CombinedStream _combined;
    private readonly Summaries _summaries;
    private int _left;
    private bool _isSummary = true;
    private bool _started;

    public EvaluateStream(EntryStream source, EvaluateCombiner combiner, int worst)
    {
        _source = source;
        _summaries = new Summaries(source);
        _combined = new CombinedStream(_summaries, combiner);
        _left = worst;
    }

    public override ReadOnlySpan<byte> Key => _isSummary ? _combined.Key : _source.Key;

    public override ReadOnlySpan<byte> Value => _isSummary ? _combined.Value : _source.Value;

    public override bool MoveNext()
    {
        if (_isSummary && _combined.MoveNext()) return true;
        if (_isSummary)
        {
            _isSummary = false;
            // The source is already at the first entry after the summaries.
            if (!_summaries.HasMore) return false;
            _started = true;
        }
        while (_started || _source.MoveNext())
        {
            _started = false;
            if ((Section)_source.Key[0] != Section.Worst || _left-- > 0) return true;
        }
        return false;
    }

    public override void Dispose()
    {
        _combined.Dispose();
        base.Dispose();
    }

    /// <summary>The entries of the source before the worst records.</summary>
    private sealed class Summaries(EntryStream source) : EntryStream
    {
        public override ReadOnlySpan<byte> Key => source.Key;

        public override ReadOnlySpan<byte> Value => source.Value;

        /// <summary>Whether the source is at an entry after the summaries.</summary>
        public bool HasMore { get; private set; }

        public override bool MoveNext()
        {
            if (HasMore || !source.MoveNext()) return false;
            HasMore = (Section)source.Key[0] >= Section.Worst;
            return !HasMore;
        }

        public override void Dispose()
        {
            source.Dispose();
            base.Dispose();
        }
    }
}
