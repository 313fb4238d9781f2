using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Whether a text matches a <see cref="LikePattern"/>.</summary>
internal sealed class Like(int slot, Expression<TextVector> text, Expression<TextVector> pattern)
    : Expression<BooleanVector>(slot, text, pattern)
{
    private readonly LikePattern? _constant = pattern is TextConstant constant ? new LikePattern(constant.Value) : null;

    private protected override void Compute(EvaluationContext context, BooleanVector result)
    {
        var texts = text.Evaluate(context);
        var patterns = pattern.Evaluate(context);
        result.StartFrom(texts, patterns);
        for (var i = 0; i < result.Count; i++)
            result.Values[i] = _constant is null
                ? LikePattern.Matches(texts[i], patterns[i])
                : _constant.Matches(texts[i]);
        result.ClearMissing();
    }
}
