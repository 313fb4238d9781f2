using Pipeline.Core.Requests;

namespace Pipeline.Operations.Train.Settings;

/// <summary>A column that a model predicts from, or its label.</summary>
/// <param name="Name">The name of the column and of the model's input.</param>
/// <param name="Kind">Texts are one-hot encoded, numbers are standardized, and booleans are 1 and 0.</param>
internal sealed record Feature(string Name, ColumnKind Kind)
{
    public bool IsText => Kind == ColumnKind.Text;
}
