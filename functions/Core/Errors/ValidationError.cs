namespace Pipeline.Core.Errors;

/// <param name="Field">Path of the field in the request, such as <c>format.delimiter</c>.</param>
/// <param name="Message">
/// What was expected, what was found and how to fix it. May span several lines, as SQL with its position marked.
/// </param>
public sealed record ValidationError(string Field, string Message)
{
    public override string ToString() => $"{Field}: {Message}";
}
