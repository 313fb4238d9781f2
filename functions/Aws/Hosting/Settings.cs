using System.Globalization;
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
    private const int MegabytesPerCore = 1_769;

    public const string RootVariable = "PIPELINE_ROOT";

    public const string TableVariable = "PIPELINE_TABLE";

    public const string WorkersVariable = "PIPELINE_WORKERS";

    public const string KeepDaysVariable = "PIPELINE_KEEP_DAYS";

    public const string AllowRunVariable = "PIPELINE_ALLOW_RUN";

    public const int DefaultWorkers = 100;

    /// <summary>Ten years: who wants more wants for ever.</summary>
    private const int MostKeepDays = 3_650;

    /// <param name="variable">Gives the value of a variable of the environment.</param>
    /// <exception cref="SettingsException">A variable is missing or wrong.</exception>
    public static Settings Read(Func<string, string?> variable) => new(
        Text(variable, RootVariable, "the folder where the file system is mounted, such as /mnt/data"),
        Text(variable, TableVariable, "the name of the DynamoDB table of the manifests"),
        Number(variable, WorkersVariable, 1, JobRequestReader.HighestConcurrency, DefaultWorkers),
        Number(variable, KeepDaysVariable, 0, MostKeepDays, 0),
        CoresOf(Number(variable, MemoryVariable, 0, int.MaxValue, MegabytesPerCore)),
        Flag(variable, AllowRunVariable));

    /// <summary>Most blocks of a job processed at once.</summary>
    public int ConcurrencyOf(JobManifest job) => job.Request.MaxConcurrency ?? Workers;

    private static int CoresOf(int megabytes) =>
        Math.Clamp((megabytes + MegabytesPerCore / 2) / MegabytesPerCore, 1, Environment.ProcessorCount);

    private static string Text(Func<string, string?> variable, string name, string expected) =>
        variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : throw new SettingsException(name, expected, null);

    private static bool Flag(Func<string, string?> variable, string name) => variable(name) switch
    {
        null or "" or "false" => false,
        "true" => true,
        var text => throw new SettingsException(name, "true or false", text),
    };

    private static int Number(Func<string, string?> variable, string name, int least, int most, int left)
    {
        var text = variable(name);
        if (string.IsNullOrEmpty(text))
            return left;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SettingsException(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), text);
    }
}
