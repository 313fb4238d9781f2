using Pipeline.Core.Requests;

namespace Pipeline.Operations.Train.Settings;

/// <param name="Name">Of its column, and of the model's input.</param>
/// <param name="Kind">Text is one-hot; numbers are standardised, and booleans are 1 and 0.</param>
internal sealed record Feature(string Name, ColumnKind Kind)
{
    public bool IsText => Kind == ColumnKind.Text;
}
