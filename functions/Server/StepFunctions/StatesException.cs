namespace Pipeline.Server.StepFunctions;

/// <summary>Rejects a call, with an error code for programs and a message for people.</summary>
/// <param name="code">Name of the error in Step Functions, such as <c>ExecutionDoesNotExist</c>.</param>
internal sealed class StatesException(string code, string message) : Exception(message)
{
    public string Code => code;

    public static StatesException Invalid(string message) => new("ValidationException", message);
}
