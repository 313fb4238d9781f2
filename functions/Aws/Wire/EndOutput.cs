namespace Pipeline.Aws.Wire;

/// <summary>Empty: EventBridge ignores the output.</summary>
public sealed record EndOutput;
