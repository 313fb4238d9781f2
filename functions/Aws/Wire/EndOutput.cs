namespace Pipeline.Aws.Wire;

/// <summary>Nothing: nobody reads the answer to an event.</summary>
public sealed record EndOutput;
