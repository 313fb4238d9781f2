namespace Pipeline.Aws.Executions;

/// <summary>The ARN of a state machine: <c>arn:aws:states:REGION:ACCOUNT:stateMachine:NAME</c>.</summary>
public sealed record StateMachineArn
{
    private const string Kind = ":stateMachine:";

    /// <exception cref="FormatException">The text is not the ARN of a state machine.</exception>
    public StateMachineArn(string text) => Text = IsStateMachine(text)
        ? text
        : throw new FormatException($"Expected arn:aws:states:REGION:ACCOUNT{Kind}NAME; found \"{text}\".");

    public string Text { get; }

    /// <returns>The ARN of the execution with this name.</returns>
    public string ExecutionArn(string name) => $"{Text.Replace(Kind, ":execution:", StringComparison.Ordinal)}:{name}";

    private static bool IsStateMachine(string text) =>
        text.StartsWith("arn:", StringComparison.Ordinal)
        && text.Split(Kind) is [_, { Length: > 0 } name]
        && !name.Contains(':');
}
