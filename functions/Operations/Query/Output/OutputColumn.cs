using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Output;

/// <summary>One column of a result over the rows of a batch.</summary>
internal sealed class OutputColumn(BoundItem item)
{
    private readonly Expression _expression = item is ColumnItem column ? column.Raw : item.Expression;

    /// <summary>True when <see cref="Texts"/> are the bytes of the file, whatever the column's kind.</summary>
    public bool IsRaw { get; } = item is ColumnItem;

    public ColumnKind Kind { get; } = item.Kind;

    public RowState[] States { get; private set; } = [];

    /// <summary>One of these three is set, by kind.</summary>
    public TextVector? Texts { get; private set; }

    public NumberVector? Numbers { get; private set; }

    public BooleanVector? Booleans { get; private set; }

    /// <summary>Evaluates the column for the context's rows.</summary>
    public void Load(EvaluationContext context)
    {
        var vector = _expression.Evaluate(context);
        States = vector.States;
        Texts = vector as TextVector;
        Numbers = vector as NumberVector;
        Booleans = vector as BooleanVector;
    }
}
