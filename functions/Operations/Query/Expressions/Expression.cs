using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>
/// What an SQL expression computes for each row of a batch. Expressions hold no values and are shared by threads. The
/// values are in an <see cref="EvaluationContext"/>, which computes each expression once per batch, regardless of how
/// often it occurs. Every branch is computed for every row; values that a row does not need are dropped, including
/// faults.
/// </summary>
public abstract class Expression
{
    private protected Expression(int slot, params Expression[] operands)
    {
        Slot = slot;
        Operands = operands;
        IsConstant = operands.Length > 0 && Array.TrueForAll(operands, operand => operand.IsConstant);
    }

    public abstract ColumnKind Kind { get; }

    /// <summary>What is known about the texts; meaningless for other kinds.</summary>
    internal virtual TextKind TextKind => TextKind.Any;

    /// <summary>Where a context keeps the values.</summary>
    internal int Slot { get; }

    internal Expression[] Operands { get; }

    /// <summary>Whether the value is the same in every row of every batch.</summary>
    internal bool IsConstant { get; private protected init; }

    /// <summary>
    /// What is known about texts that come from several expressions; the expressions that are not NULL must agree.
    /// </summary>
    private protected static TextKind CommonTextKind(IEnumerable<Expression> expressions) =>
        expressions.FirstOrDefault(expression => expression is not TextConstant { IsNull: true })?.TextKind
        ?? TextKind.Any;

    /// <summary>
    /// The values for the context's rows; valid until the context starts a batch or keeps rows again.
    /// </summary>
    public abstract Vector Evaluate(EvaluationContext context);

    /// <summary>
    /// Why a row whose state is <see cref="RowState.Fault"/> has no value: one or more whole sentences.
    /// </summary>
    public virtual string FaultReason(EvaluationContext context, int row)
    {
        foreach (var operand in Operands)
        {
            if (operand.Evaluate(context).States[row] == RowState.Fault)
                return operand.FaultReason(context, row);
        }
        throw new InvalidOperationException($"Row {row} of {GetType().Name} is not a fault.");
    }
}
