namespace Pipeline.Core.Errors;

/// <param name="Field">Path of the field in the request, such as <c>format.delimiter</c>.</param>
/// <param name="Message">What was expected, what was found and what to do. May span lines (SQL with its place
/// marked).</param>
public sealed record ValidationError(string Field, string Message)
{
    public override string ToString() => $"{Field}: {Message}";
}
