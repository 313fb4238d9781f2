using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Hosting;

/// <summary>What a function is told by its environment.</summary>
/// <param name="Root">The data root: where the file system is mounted.</param>
/// <param name="Table">Name of the DynamoDB table that keeps the manifests.</param>
/// <param name="Workers">Blocks processed at once, where a request does not say.</param>
/// <param name="KeepDays">Days until the manifests of a job expire; 0 keeps them for ever.</param>
/// <param name="Cores">What the function's memory buys of processors.</param>
/// <param name="MayRunPrograms">Whether requests may start programs of the data root.</param>
public sealed record Settings(string Root, string Table, int Workers, int KeepDays, int Cores = 1, bool MayRunPrograms = false)
{
    /// <summary>Set by Lambda, in MB.</summary>
    public const string MemoryVariable = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";

    /// <summary>Lambda gives one vCPU for so many MB (docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html), and shows at least two to every function.</summary>
    internal const int MegabytesPerCore = 1_769;

    public const string RootVariable = "PIPELINE_ROOT";

    public const string TableVariable = "PIPELINE_TABLE";

    public const string WorkersVariable = "PIPELINE_WORKERS";

    public const string KeepDaysVariable = "PIPELINE_KEEP_DAYS";

    public const string AllowRunVariable = "PIPELINE_ALLOW_RUN";

    public const int DefaultWorkers = 100;

    internal const string TableExpected = "the name of the DynamoDB table of the manifests";

    /// <summary>Ten years: who wants more wants for ever.</summary>
    private const int MaxKeepDays = 3_650;

    /// <param name="variable">Gives the value of a variable of the environment.</param>
    /// <exception cref="SettingsException">A variable is missing or wrong.</exception>
    public static Settings Read(Func<string, string?> variable)
    {
        var variables = new EnvironmentReader(variable);
        return new Settings(
            variables.Text(RootVariable, "the folder where the file system is mounted, such as /mnt/data"),
            variables.Text(TableVariable, TableExpected),
            variables.Number(WorkersVariable, 1, JobRequestReader.HighestConcurrency, DefaultWorkers),
            variables.Number(KeepDaysVariable, 0, MaxKeepDays, 0),
            CoresOf(variables.Number(MemoryVariable, 0, int.MaxValue, MegabytesPerCore)),
            variables.Flag(AllowRunVariable));
    }

    /// <summary>Most blocks of a job processed at once.</summary>
    public int ConcurrencyOf(JobManifest job) => job.Request.MaxConcurrency ?? Workers;

    private static int CoresOf(int megabytes) =>
        Math.Clamp((megabytes + MegabytesPerCore / 2) / MegabytesPerCore, 1, Environment.ProcessorCount);
}
