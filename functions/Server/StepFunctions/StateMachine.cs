using Pipeline.Core.Requests;

namespace Pipeline.Server.StepFunctions;

/// <summary>The one state machine that the server emulates, under the ARN that its clients use.</summary>
internal sealed class StateMachine
{
    public const string DefaultArn = "arn:aws:states:us-east-1:000000000000:stateMachine:pipeline";

    private const string Resource = "pipeline.asl.json";
    private const string Kind = "stateMachine";

    private readonly StatesArn _arn;

    private StateMachine(string text, StatesArn arn) => (Arn, _arn) = (text, arn);

    public string Arn { get; }

    public string Name => _arn.Names[0];

    public string RoleArn => $"arn:{_arn.Partition}:iam::{_arn.Account}:role/{Name}-state-machine";

    private string ExecutionPrefix =>
        $"arn:{_arn.Partition}:states:{_arn.Region}:{_arn.Account}:execution:{Name}:";

    /// <returns>Null if the text is not the ARN of a state machine, or has a version or an alias.</returns>
    public static StateMachine? Parse(string text) =>
        StatesArn.Parse(text) is { Kind: Kind, Names: [var name] } arn && !name.Contains('/')
            ? new StateMachine(text, arn)
            : null;

    public string ExecutionArn(string job) => ExecutionPrefix + job;

    /// <returns>The name of one of this state machine's executions.</returns>
    /// <exception cref="StatesException">The ARN does not belong to one of them.</exception>
    public string ReadExecution(string arn)
    {
        if (StatesArn.Parse(arn) is not ({ Kind: "execution", Names.Count: 2 } or { Kind: "express", Names.Count: 3 }))
        {
            throw new StatesException(
                "InvalidArn",
                $"Invalid Arn: '{arn}'. Expected the ARN of an execution, such as {ExecutionArn("NAME")}.");
        }
        var name = arn[(arn.LastIndexOf(':') + 1)..];
        return JobId.IsValid(name) && arn == ExecutionArn(name) ? name : throw NoExecution(arn);
    }

    /// <exception cref="StatesException">The ARN does not belong to this state machine.</exception>
    public void Check(string arn)
    {
        if (arn == Arn) return;
        if (StatesArn.Parse(arn) is not { Kind: Kind, Names: { Count: 1 or 2 } names })
        {
            throw new StatesException(
                "InvalidArn", $"Invalid Arn: '{arn}'. Expected the ARN of a state machine, such as {Arn}.");
        }
        if (names[0].Contains('/'))
            throw StatesException.Invalid($"stateMachineArn: expected a state machine; found a Map state, '{arn}'.");
        throw new StatesException(
            "StateMachineDoesNotExist",
            $"State Machine Does Not Exist: '{arn}'. This server has {Arn}; use --state-machine to change that.");
    }

    public StatesException NoExecution(string arn) => new(
        "ExecutionDoesNotExist",
        $"Execution Does Not Exist: '{arn}'. This server has executions of {Arn}; use --state-machine to change that.");

    /// <summary>The definition deployed on AWS, with the ARNs that the functions have there.</summary>
    public string ReadDefinition()
    {
        using var text = new StreamReader(typeof(StateMachine).Assembly.GetManifestResourceStream(Resource)!);
        var definition = text.ReadToEnd();
        foreach (var function in (string[])["Splitter", "Worker", "Aggregator"])
            definition = definition.Replace($"${{{function}Arn}}", FunctionArn(function), StringComparison.Ordinal);
        return definition;
    }

    private string FunctionArn(string function) =>
        $"arn:{_arn.Partition}:lambda:{_arn.Region}:{_arn.Account}:function:{Name}-{function.ToLowerInvariant()}:live";
}
