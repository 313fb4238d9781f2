using Pipeline.TestKit;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Local.Tests;

/// <summary>The native program is built as for a release, and works.</summary>
[Trait("Speed", "Slow")]
public sealed class NativeProgramTests
{
    /// <summary>
    /// Everything that is built goes to a folder of its own, away from other builds at the same time.
    /// </summary>
    [OnLinuxFact(Needs = "command -v clang || command -v gcc")]
    public async Task The_native_program_is_built_and_passes_the_smoke_test()
    {
        using var folder = new TemporaryFolder();
        var program = Path.Combine(folder.Path, "native");

        var build = await PipelineProgram.RunCommandAsync(
            "dotnet",
            "publish",
            RepositoryFiles.Path("functions/Local"),
            "--configuration",
            "Release",
            "--property:Native=true",
            "--artifacts-path",
            Path.Combine(folder.Path, "build"),
            "--output",
            program,
            "--disable-build-servers",
            "-nodeReuse:false");
        Assert.True(build.ExitCode == 0, build.Output + build.Errors);

        var smoke = await PipelineProgram.RunCommandAsync(RepositoryFiles.Path(".ci/smoke"), program);
        Assert.True(smoke.ExitCode == 0, smoke.Output + smoke.Errors);
        Assert.EndsWith("The program works.\n", smoke.Output, StringComparison.Ordinal);
    }
}
