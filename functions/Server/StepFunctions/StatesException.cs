namespace Pipeline.Server.StepFunctions;

/// <summary>A call is rejected, with a code for programs and a message for people.</summary>
/// <param name="code">Name of the error in Step Functions, such as <c>ExecutionDoesNotExist</c>.</param>
internal sealed class StatesException(string code, string message) : Exception(message)
{
    public string Code => code;

    public static StatesException Invalid(string message) => new("ValidationException", message);
}
