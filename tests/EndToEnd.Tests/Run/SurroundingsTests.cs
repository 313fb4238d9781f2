using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Run;

/// <summary>What a program finds around it, and what it leaves: nothing.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly RunHarness _run = new();

    public SurroundingsTests() => _run.Jobs.Write("data.csv", RunHarness.Csv);

    public void Dispose() => _run.Dispose();

    [OnLinuxFact]
    public async Task A_program_gets_its_place_and_little_else()
    {
        Environment.SetEnvironmentVariable("PIPELINE_TEST_SECRET", "secret");
        _run.Tool(
            "env",
            "#!/bin/sh\ncat > /dev/null\nenv -u PWD -u OLDPWD -u SHLVL -u _ | sort | sed \"s|$PWD|HERE|; "
                + "s|$PIPELINE_ATTEMPT|ONCE|\"\n");
        var done = await _run.Jobs.RunAsync(
            RunHarness.Request(""" "program": "tools/env", "environment": { "RATE": "0.5", "LANG": "C" } """, 6000));
        string Of(int block, long offset) =>
            $"HOME=HERE\nLANG=C\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin\n"
                + $"PIPELINE_ATTEMPT=ONCE\nPIPELINE_BLOCK={block}\n"
            + $"PIPELINE_FILE=data.csv\nPIPELINE_JOB=job-1\nPIPELINE_OFFSET={offset}\nRATE=0.5\nTMPDIR=HERE\n";
        var blocks = done.Log.Plan!.Blocks;
        Assert.Equal(2, blocks.Count);
        Assert.Equal(Of(0, 0) + Of(1, blocks[1][0].Range.Start), done.Text);
    }

    [OnLinuxFact]
    public async Task Arguments_are_given_as_they_are()
    {
        _run.Tool("show", "#!/bin/sh\nfor argument; do echo \"[$argument]\"; done\n");
        var done = await _run.Jobs.RunAsync(
            RunHarness.Request(""" "program": "tools/show", "arguments": ["-l", "a b", "$HOME; *", "", "\"é"] """));
        Assert.Equal("[-l]\n[a b]\n[$HOME; *]\n[]\n[\"é]\n", done.Text);
    }

    [OnLinuxFact]
    public async Task The_header_comes_before_the_records_of_each_run_where_it_is_asked_for()
    {
        _run.Tool("same", "#!/bin/sh\nexec cat\n");
        var request = RunHarness.Request(""" "program": "tools/same", "header": true """) with
        {
            Format = new FormatRequest(Header: false, Columns: ["n", "the \"word\""]),
        };
        Assert.Equal("n,\"the \"\"word\"\"\"\n" + RunHarness.Csv, (await _run.Jobs.RunAsync(request)).Text);
    }

    [OnLinuxFact]
    public async Task What_a_program_writes_around_it_vanishes_and_nothing_else_is_touched()
    {
        _run.Tool(
            "litter",
            "#!/bin/sh\ncat > here\nmkdir -p ~/.cache \"$TMPDIR/deep/er\"\necho x > ~/.cache/x\nmktemp > "
                + "/dev/null\nmktemp -d > /dev/null\nsort here > sorted\nwc -l < sorted\n");
        string[] places = [Path.GetDirectoryName(_run.Jobs.Root)!, Environment.GetEnvironmentVariable("HOME")!];
        await RunAsync();
        var before = places.Select(Listing).ToList();
        var done = await RunAsync();
        var job = $"jobs/{done.Manifest.JobId}";
        Assert.Equal(
            before[0].Concat([_run.Jobs.Path(job), _run.Jobs.Path(done.Result.Path)]).Order(StringComparer.Ordinal),
            Listing(places[0]));
        Assert.DoesNotContain(Listing(places[1]).Except(before[1]), path =>
            path.EndsWith(".cache/x", StringComparison.Ordinal) || path.EndsWith("/sorted", StringComparison.Ordinal));

        Task<FinishedJob> RunAsync() => _run.Jobs.RunAsync(RunHarness.Request(""" "program": "tools/litter" """));
    }

    /// <summary>Three levels, which is where such litter would lie.</summary>
    private static List<string> Listing(string folder) =>
        [
            .. Directory
                .EnumerateFileSystemEntries(
                    folder,
                    "*",
                    new EnumerationOptions
                    {
                        AttributesToSkip = 0,
                        RecurseSubdirectories = true,
                        MaxRecursionDepth = 3,
                        IgnoreInaccessible = true,
                    })
                .Order(StringComparer.Ordinal),
        ];
}
