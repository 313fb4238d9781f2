namespace Pipeline.Aws.Executions;

/// <summary>The name under which AWS knows the state machine: <c>arn:aws:states:REGION:ACCOUNT:stateMachine:NAME</c>.</summary>
public sealed record StateMachineArn
{
    private const string Kind = ":stateMachine:";

    /// <exception cref="FormatException">It is no such name.</exception>
    public StateMachineArn(string text) => Text = text.StartsWith("arn:", StringComparison.Ordinal) && text.Split(Kind) is [_, { Length: > 0 } name] && !name.Contains(':')
        ? text
        : throw new FormatException($"Expected arn:aws:states:REGION:ACCOUNT{Kind}NAME; found \"{text}\".");

    public string Text { get; }

    public string Execution(string name) => $"{Text.Replace(Kind, ":execution:", StringComparison.Ordinal)}:{name}";
}
