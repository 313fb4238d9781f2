using Pipeline.Aws.Executions;

namespace Pipeline.Aws.Hosting;

/// <summary>What the function of the API is told by its environment.</summary>
/// <param name="Table">Name of the DynamoDB table that keeps the manifests.</param>
/// <param name="StateMachine">What runs the jobs.</param>
/// <param name="WorkerMemory">Of a worker, in MB; for what a job costs.</param>
/// <param name="IsArm">Whether workers have processors of ARM.</param>
/// <param name="IsElastic">Whether the file system is known to be paid by the byte.</param>
public sealed record ApiSettings(string Table, StateMachineArn StateMachine, int WorkerMemory, bool IsArm, bool IsElastic)
{
    public const string StateMachineVariable = "PIPELINE_STATE_MACHINE";

    public const string WorkerMemoryVariable = "PIPELINE_WORKER_MEMORY";

    public const string ArchitectureVariable = "PIPELINE_ARCHITECTURE";

    public const string ThroughputModeVariable = "PIPELINE_THROUGHPUT_MODE";

    /// <param name="variable">Gives the value of a variable of the environment.</param>
    /// <exception cref="SettingsException">A variable is missing or wrong.</exception>
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
