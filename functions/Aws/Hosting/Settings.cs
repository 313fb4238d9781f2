using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Aws.Hosting;

/// <summary>Settings of a function, read from its environment variables.</summary>
/// <param name="Root">The data root: the folder where the file system is mounted.</param>
/// <param name="Table">Name of the DynamoDB table with the manifests.</param>
/// <param name="Workers">Blocks processed at once unless the request says otherwise.</param>
/// <param name="KeepDays">Days until the manifests of a job expire; 0 keeps them forever.</param>
/// <param name="Cores">CPU cores that come with the function's memory.</param>
/// <param name="MayRunPrograms">Whether requests may start programs under the data root.</param>
public sealed record Settings(
    string Root, string Table, int Workers, int KeepDays, int Cores = 1, bool MayRunPrograms = false)
{
    /// <summary>Set by Lambda, in MB.</summary>
    public const string MemoryVariable = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";

    /// <summary>
    /// Memory in MB for which Lambda allocates one vCPU
    /// (docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html); every function sees at least two.
    /// </summary>
    internal const int MegabytesPerCore = 1_769;

    public const string RootVariable = "PIPELINE_ROOT";

    public const string TableVariable = "PIPELINE_TABLE";

    public const string WorkersVariable = "PIPELINE_WORKERS";

    public const string KeepDaysVariable = "PIPELINE_KEEP_DAYS";

    public const string AllowRunVariable = "PIPELINE_ALLOW_RUN";

    public const int DefaultWorkers = 100;

    internal const string TableExpected = "the name of the DynamoDB table of the manifests";

    /// <summary>Ten years; beyond that, 0 keeps manifests forever.</summary>
    private const int MaxKeepDays = 3_650;

    /// <param name="variable">Returns the value of an environment variable, or null.</param>
    /// <exception cref="SettingsException">A variable is missing or invalid.</exception>
    public static Settings Read(Func<string, string?> variable)
    {
        var variables = new EnvironmentReader(variable);
        return new Settings(
            variables.Text(RootVariable, "the folder where the file system is mounted, such as /mnt/data"),
            variables.Text(TableVariable, TableExpected),
            variables.Number(WorkersVariable, 1, JobRequestReader.ConcurrencyLimit, DefaultWorkers),
            variables.Number(KeepDaysVariable, 0, MaxKeepDays, 0),
            CoresOf(variables.Number(MemoryVariable, 0, int.MaxValue, MegabytesPerCore)),
            variables.Flag(AllowRunVariable));
    }

    /// <summary>Max blocks of a job processed at once.</summary>
    public int ConcurrencyOf(JobManifest job) => job.Request.MaxConcurrency ?? Workers;

    private static int CoresOf(int megabytes) =>
        Math.Clamp((megabytes + MegabytesPerCore / 2) / MegabytesPerCore, 1, Environment.ProcessorCount);
}
