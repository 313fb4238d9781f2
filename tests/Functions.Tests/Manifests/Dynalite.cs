using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Pipeline.Aws.Manifests;
using Pipeline.TestKit.Node;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>
/// A local in-memory DynamoDB: the npm package <c>dynalite</c>, one process for each test class that uses it as a
/// fixture. It has no transactions, expires no items and throttles no requests.
/// </summary>
public sealed class Dynalite : IDisposable
{
    /// <summary>Ends the process with the tests, even if they are killed: its standard input then ends.</summary>
    private const string EndWithParent = "data:text/javascript,process.stdin.on('end',()=>process.exit()).resume()";

    private readonly Process _process;

    public Dynalite()
    {
        var program = Path.Combine(NpmPackages.Folder, "dynalite", "cli.js");
        // Port 0 lets the system choose a port. It is a string with a space, since dynalite treats the number 0 as
        // unset.
        _process = Process.Start(new ProcessStartInfo(
            "node",
            [
                "--import", EndWithParent, program, "--port", " 0", "--host", "127.0.0.1", "--createTableMs", "0",
                "--deleteTableMs", "0",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        // dynalite prints this line once it listens.
        var line = _process.StandardOutput.ReadLine();
        Endpoint = line?.Split(": ") is [_, var address]
            ? new Uri(address)
            : throw new InvalidOperationException($"Expected dynalite to print its address; found \"{line}\".");
    }

    public Uri Endpoint { get; }

    /// <summary>Creates a client with the settings of the functions and dummy credentials.</summary>
    /// <param name="endpoint">Another endpoint, such as a proxy to this one.</param>
    public AmazonDynamoDBClient CreateClient(Uri? endpoint = null, Action<AmazonDynamoDBConfig>? change = null)
    {
        var settings = DynamoDbClientFactory.CreateConfig();
        settings.ServiceURL = (endpoint ?? Endpoint).ToString();
        settings.AuthenticationRegion = "us-east-1";
        change?.Invoke(settings);
        return new AmazonDynamoDBClient(new BasicAWSCredentials("any", "any"), settings);
    }

    /// <summary>Creates a table for manifests with this name and waits until it is active.</summary>
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
