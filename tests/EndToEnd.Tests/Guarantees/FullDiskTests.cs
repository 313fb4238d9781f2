using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Guarantees;

/// <summary>All or nothing, on a file system of a few MiB that only the program sees.</summary>
[Trait("Speed", "Slow")]
public sealed partial class FullDiskTests : IDisposable
{
    private const string TinyDisk = "unshare --map-root-user --mount sh -c 'mount -t tmpfs -o size=1m tmpfs /mnt'";
    private const int Rows = 60_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [OnLinuxFact(Needs = TinyDisk)]
    public async Task A_full_disk_fails_the_job_and_leaves_no_result_wherever_it_strikes()
    {
        var data = string.Concat(
            Enumerable
                .Range(0, Rows)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},row {i}\n"))
                .Prepend("id,text\n"));
        var source = Path.Combine(_folder.FullName, "data.csv");
        await File.WriteAllTextAsync(source, data);
        var (full, complete) = (0, 0);
        // The dataset takes 1 MiB of it; partials, sorted runs and the result want about as much each.
        for (var kib = 1_200; kib <= 8_400; kib += 600)
        {
            var (exitCode, output, errors) = await RunOnDiskAsync(kib, source);
            if (exitCode == 0)
            {
                complete++;
                Assert.Contains("result.csv", output.Split('\n'));
                Assert.Contains("result has 60001 lines", output, StringComparison.Ordinal);
                continue;
            }
            full++;
            Assert.Equal(1, exitCode);
            Assert.DoesNotContain("result.csv", output.Split('\n'));
            Assert.Matches(Full(), errors);
            Assert.Matches(Advice(), errors);
        }
        Assert.NotEqual(0, full);
        Assert.NotEqual(0, complete);
    }

    [OnLinuxFact(Needs = TinyDisk)]
    public async Task The_manifest_of_a_job_that_ran_out_of_disk_says_so()
    {
        var source = Path.Combine(_folder.FullName, "data.csv");
        await File.WriteAllTextAsync(
            source,
            string.Concat(Enumerable.Repeat("1,some text to fill the disk with\n", 60_000).Prepend("id,text\n")));
        var (exitCode, output, _) = await RunOnDiskAsync(3_000, source);
        Assert.Equal(1, exitCode);
        Assert.Matches("(?i)failed", output);
        Assert.Contains("StorageFull", output, StringComparison.Ordinal);
    }

    /// <summary>Runs a job whose partials and result are as large as the dataset, and lists what it leaves.</summary>
    private async Task<ProgramEnd> RunOnDiskAsync(int kib, string source)
    {
        var program = string.Join(' ', PipelineProgram.CommandLine.Select(word => $"'{word}'"));
        var root = Directory.CreateDirectory(Path.Combine(_folder.FullName, "disk")).FullName;
        return await PipelineProgram.RunCommandAsync("unshare", "--map-root-user", "--mount", "sh", "-c", $"""
            mount -t tmpfs -o size={kib}k tmpfs '{root}' && cp '{source}' '{root}/data.csv' || exit 99
            sql='SELECT * FROM dataset ORDER BY text'
            {program} run --root '{root}' --dataset data.csv --sql "$sql" --block-size 200KiB --workers 2 > /dev/null
            code=$?
            job=$(ls '{root}/jobs' | grep -v manifests | head -1)
            ls "{root}/jobs/$job"
            [ -f "{root}/jobs/$job/result.csv" ] && echo result has $(wc -l < "{root}/jobs/$job/result.csv") lines
            {program} show "$job" --root '{root}'
            exit $code
            """);
    }

    [GeneratedRegex("(?i)no (space|room)|full")]
    private static partial Regex Full();

    [GeneratedRegex("(?i)free|larger|room")]
    private static partial Regex Advice();
}
