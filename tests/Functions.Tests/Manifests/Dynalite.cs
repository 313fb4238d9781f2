using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Pipeline.Aws.Manifests;
using Pipeline.Tests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>
/// DynamoDB's API over HTTP on this machine, in memory: npm's <c>dynalite</c>, one for each test class that takes it as
/// a fixture. It knows no transactions, expires nothing and throttles nobody.
/// </summary>
public sealed class Dynalite : IDisposable
{
    /// <summary>Ends it with us, also when we are killed: what it reads from then has an end.</summary>
    private const string EndWithParent = "data:text/javascript,process.stdin.on('end',()=>process.exit()).resume()";

    private readonly Process _process;

    public Dynalite()
    {
        var program = Path.Combine(NpmFolder.Fetch("Npm"), "dynalite", "cli.js");
        // The system chooses the port: a zero that is a text, since the program takes the number for none given.
        _process = Process.Start(new ProcessStartInfo(
            "node", ["--import", EndWithParent, program, "--port", " 0", "--host", "127.0.0.1", "--createTableMs", "0", "--deleteTableMs", "0"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        // It writes this line when it listens.
        var line = _process.StandardOutput.ReadLine();
        Endpoint = line?.Split(": ") is [_, var address]
            ? new Uri(address)
            : throw new InvalidOperationException($"Expected dynalite to say where it listens; found \"{line}\".");
    }

    public Uri Endpoint { get; }

    /// <summary>A client with the settings of the functions and any credentials.</summary>
    /// <param name="endpoint">Where to send to instead, such as a proxy before this one.</param>
    public AmazonDynamoDBClient CreateClient(Uri? endpoint = null, Action<AmazonDynamoDBConfig>? change = null)
    {
        var settings = DynamoDbClientFactory.CreateConfig();
        settings.ServiceURL = (endpoint ?? Endpoint).ToString();
        settings.AuthenticationRegion = "us-east-1";
        change?.Invoke(settings);
        return new AmazonDynamoDBClient(new BasicAWSCredentials("any", "any"), settings);
    }

    /// <summary>Creates the table of manifests under this name and waits until it can be used.</summary>
    public async Task CreateTableAsync(string name)
    {
        using var client = CreateClient();
        await client.CreateTableAsync(TestTable.Definition(name));
        while ((await client.DescribeTableAsync(name)).Table.TableStatus != TableStatus.ACTIVE)
            await Task.Yield();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
