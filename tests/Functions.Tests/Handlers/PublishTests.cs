using System.Diagnostics;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using Pipeline.TestKit;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>Publishes functions into a separate folder, so that the build output stays unchanged.</summary>
[Trait("Speed", "Slow")]
public sealed class PublishTests : IClassFixture<PublishTests.Artifacts>
{
    /// <summary>Lambda's limit for an unzipped package.</summary>
    private const long MaxBytes = 250_000_000;

    /// <summary>ReadyToRun images for Linux have their machine type XORed with this value.</summary>
    private const int Linux = 0x7B79;

    private readonly Artifacts _artifacts;

    public PublishTests(Artifacts artifacts) => _artifacts = artifacts;

    [Theory]
    [InlineData("linux-x64", Machine.Amd64)]
    [InlineData("linux-arm64", Machine.Arm64)]
    public async Task A_published_function_is_complete_and_compiled_for_its_architecture(
        string runtime, Machine machine)
    {
        var folder = _artifacts.Folder($"worker-{runtime}");
        var (code, output) = await _artifacts.DotnetAsync(
            "publish", "functions/Worker", "-r", runtime, "-o", folder, "-p:PublishWithContracts=true");
        Assert.True(code == 0, output);

        Assert.InRange(Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length), 1, MaxBytes);
        foreach (var name in new[] { "Pipeline.Worker.deps.json", "Amazon.Lambda.Core.dll", "AWSSDK.DynamoDBv2.dll" })
            Assert.True(File.Exists(Path.Combine(folder, name)), $"{name} is missing.");
        var configuration = JsonElement.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(folder, "Pipeline.Worker.runtimeconfig.json"))).GetProperty("runtimeOptions");
        Assert.Equal("Microsoft.NETCore.App", configuration.GetProperty("framework").GetProperty("name").GetString());
        (string, bool)[] properties =
        [
            ("System.Globalization.Invariant", true), ("System.GC.Server", false), ("System.Runtime.TieredPGO", false),
        ];
        foreach (var (name, value) in properties)
            Assert.Equal(
                (name, value), (name, configuration.GetProperty("configProperties").GetProperty(name).GetBoolean()));
        foreach (var name
            in new[] { "Pipeline.Worker.dll", "Pipeline.Aws.dll", "Pipeline.Core.dll", "AWSSDK.DynamoDBv2.dll" })
        {
            using var image = new PEReader(File.OpenRead(Path.Combine(folder, name)));
            Assert.Equal((Machine)((int)machine ^ Linux), image.PEHeaders.CoffHeader.Machine);
            Assert.NotEqual(0, image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        }
    }

    [Fact]
    public async Task Publishing_without_Amazons_packages_fails()
    {
        var folder = _artifacts.Folder("rejected");
        var (code, output) = await _artifacts.DotnetAsync(
            "publish", "functions/Worker", "-r", "linux-x64", "-o", folder, "-p:AmazonPackages=false");
        Assert.NotEqual(0, code);
        Assert.Contains(
            "Pipeline.Worker would be published without Amazon's Amazon.Lambda.Core.dll", output,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("Splitter", "false", true)]
    [InlineData("Worker", "false", true)]
    [InlineData("Aggregator", "false", true)]
    [InlineData("Jobs", "false", true)]
    [InlineData("Jobs", "true", false)]
    [InlineData("Aggregator", "true", false)]
    public async Task Every_function_requires_Amazons_packages_to_publish(
        string function, string packages, bool isRejected)
    {
        var (code, output) = await _artifacts.DotnetAsync(
            "msbuild", $"functions/{function}", "-t:RejectPublishingContracts", $"-p:AmazonPackages={packages}");
        Assert.Equal(isRejected, code != 0);
        Assert.Equal(isRejected, output.Contains("Publish with AmazonPackages=true", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("functions/Aws", "Amazon.Lambda.Core")]
    [InlineData("functions/Aws", "AWSSDK.StepFunctions")]
    [InlineData("tests/Functions.Tests", "Amazon.Lambda.TestUtilities")]
    public async Task One_property_selects_the_packages_or_the_contracts(string project, string package)
    {
        foreach (var isAmazon in new[] { true, false })
        {
            var (code, output) = await _artifacts.DotnetAsync(
                "msbuild", project, "-getItem:PackageReference", "-getItem:ProjectReference",
                $"-p:AmazonPackages={isAmazon}");
            Assert.True(code == 0, output);
            var items = JsonElement.Parse(output).GetProperty("Items");
            Assert.Equal(isAmazon, Identities("PackageReference").Contains(package));
            Assert.Equal(
                !isAmazon, Identities("ProjectReference").Any(path => Path.GetFileName(path) == $"{package}.csproj"));

            IEnumerable<string?> Identities(string type) =>
                items.GetProperty(type).EnumerateArray().Select(item => item.GetProperty("Identity").GetString());
        }
    }

    /// <summary>The build folder of the tests in this class.</summary>
    public sealed class Artifacts : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-publish-");

        public string Folder(string name) => Path.Combine(_folder.FullName, name);

        public async Task<(int Code, string Output)> DotnetAsync(string command, params IReadOnlyList<string> arguments)
        {
            IEnumerable<string> where = command == "publish"
                ? ["--artifacts-path", Folder("artifacts"), "--disable-build-servers"]
                : [];
            var start = new ProcessStartInfo("dotnet", [command, .. arguments, .. where])
            {
                WorkingDirectory = RepositoryFiles.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
            using var dotnet = Process.Start(start)!;
            var errors = dotnet.StandardError.ReadToEndAsync();
            var output = await dotnet.StandardOutput.ReadToEndAsync();
            await dotnet.WaitForExitAsync();
            return (dotnet.ExitCode, output + await errors);
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
