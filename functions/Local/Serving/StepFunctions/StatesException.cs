namespace Pipeline.Local.Serving.StepFunctions;

/// <summary>A call is refused. The message is for who called; the code for their program.</summary>
/// <param name="code">Name of the error as Step Functions has it, such as <c>ExecutionDoesNotExist</c>.</param>
internal sealed class StatesException(string code, string message) : Exception(message)
{
    public string Code => code;

    public static StatesException Invalid(string message) => new("ValidationException", message);
}
