using Pipeline.Aws.Executions;

namespace Pipeline.Aws.Hosting;

/// <summary>Settings of the API's function, read from its environment variables.</summary>
/// <param name="Table">Name of the DynamoDB table with the manifests.</param>
/// <param name="StateMachine">The state machine that runs the jobs.</param>
/// <param name="WorkerMemory">Memory of a worker in MB, for the cost of a job.</param>
/// <param name="IsArm">Whether workers run on arm64.</param>
/// <param name="IsElastic">Whether the file system is known to charge by the byte.</param>
public sealed record ApiSettings(
    string Table, StateMachineArn StateMachine, int WorkerMemory, bool IsArm, bool IsElastic)
{
    public const string StateMachineVariable = "PIPELINE_STATE_MACHINE";

    public const string WorkerMemoryVariable = "PIPELINE_WORKER_MEMORY";

    public const string ArchitectureVariable = "PIPELINE_ARCHITECTURE";

    public const string ThroughputModeVariable = "PIPELINE_THROUGHPUT_MODE";

    /// <param name="variable">Returns the value of an environment variable, or null.</param>
    /// <exception cref="SettingsException">A variable is missing or invalid.</exception>
    public static ApiSettings Read(Func<string, string?> variable)
    {
        var variables = new EnvironmentReader(variable);
        return new ApiSettings(
            variables.Text(Settings.TableVariable, Settings.TableExpected),
            ReadStateMachine(variables),
            variables.Number(WorkerMemoryVariable, 1, int.MaxValue, Settings.MegabytesPerCore),
            variables.Choice(ArchitectureVariable, "arm64", "x86_64") == "arm64",
            variables.Choice(ThroughputModeVariable, "elastic", "bursting", "provisioned", "unknown") == "elastic");
    }

    private static StateMachineArn ReadStateMachine(EnvironmentReader variables)
    {
        const string Expected = "the ARN of the state machine";
        var text = variables.Text(StateMachineVariable, Expected);
        try
        {
            return new StateMachineArn(text);
        }
        catch (FormatException)
        {
            throw new SettingsException(StateMachineVariable, Expected, text);
        }
    }
}
