using System.Diagnostics;
using System.Net;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Local.Tests.Serving;

/// <summary>The server on a private file system of a few hundred KiB.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string TinyDisk = "unshare --map-root-user --mount sh -c 'mount -t tmpfs -o size=1m tmpfs /mnt'";

    /// <summary>
    /// Responses of the server to wait for, rather than a time, so that a busy machine delays the test and the server
    /// alike.
    /// </summary>
    private const int ResponsesWhileFull = 20;

    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");
    private readonly HttpClient _http = new();
    private Process? _server;

    public void Dispose()
    {
        _server?.Kill(entireProcessTree: true);
        _server?.WaitForExit();
        _server?.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>The first job fills the disk. Its failure cannot be recorded, and no other job can start.</summary>
    [OnLinuxFact(Needs = TinyDisk)]
    public async Task A_full_disk_returns_507_and_jobs_resume_once_there_is_space()
    {
        Start();
        Assert.Equal(
            HttpStatusCode.Created,
            (await PostAsync("fills", """{ "type": "run", "program": "tools/fill" }""")).Status);
        var (status, text) = await PostUntilAsync(HttpStatusCode.InsufficientStorage);
        Assert.Contains("Free ", text, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", text, StringComparison.Ordinal);

        // The program's failure must meet the full disk too, so the disk stays full until well after the program ended.
        await UntilExistsAsync(Path.Combine(_folder.FullName, "ended"));
        for (var i = 0; i < ResponsesWhileFull; i++, await Task.Delay(100))
            await PostUntilAsync(HttpStatusCode.InsufficientStorage);

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "free"), "");
        (status, text) = await PostUntilAsync(HttpStatusCode.Created);
        foreach (var job in (string[])["fills", text])
            await UntilCompleteAsync(job);
    }

    private void Start()
    {
        var program = string.Join(' ', PipelineProgram.CommandLine.Select(word => $"'{word}'"));
        var root = Directory.CreateDirectory(Path.Combine(_folder.FullName, "disk")).FullName;
        _server = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "sh", "-c", $"""
            mount -t tmpfs -o size=600k tmpfs '{root}' && mkdir '{root}/tools' || exit 99
            printf 'n\n1\n2\n' > '{root}/data.csv'
            cat > '{root}/tools/fill' <<'END'
            #!/bin/sh
            if [ -e '{root}/filled' ]; then cat; exit; fi
            touch '{root}/filled'
            dd if=/dev/zero of='{root}/fill' bs=1k
            touch '{_folder.FullName}/ended'
            exit 1
            END
            chmod +x '{root}/tools/fill'
            (while [ ! -e '{_folder.FullName}/free' ]; do sleep 0.1; done; rm '{root}/fill') &
            exec {program} serve --port 0 --allow-run --root '{root}'
            """]) { RedirectStandardError = true })!;
        var line = _server.StandardError.ReadLine();
        Assert.StartsWith("serving ", line, StringComparison.Ordinal);
        _http.BaseAddress = new Uri(line!.Split(" at ")[1]);
    }

    /// <returns>The status, and the content type and body.</returns>
    private async Task<(HttpStatusCode Status, string Text)> PostAsync(string job, string operation)
    {
        using var body = new StringContent(
            $$"""{ "dataset": "data.csv", "operation": {{operation}} }""", null, "application/json");
        using var response = await _http.PostAsync($"/jobs?jobId={job}", body);
        return (
            response.StatusCode,
            $"{response.Content.Headers.ContentType} {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Starts one job after another until the expected status is returned.</summary>
    /// <returns>The status, and the job if it was started, otherwise the response.</returns>
    private async Task<(HttpStatusCode Status, string Text)> PostUntilAsync(HttpStatusCode expected)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var job = $"sum-{since.ElapsedTicks}";
            var (status, text) = await PostAsync(
                job, """{ "type": "query", "sql": "SELECT SUM(n) AS total FROM dataset" }""");
            if (status == expected) return (status, status == HttpStatusCode.Created ? job : text);
            Assert.True(since.Elapsed < MaxWait, text);
        }
    }

    private static async Task UntilExistsAsync(string path)
    {
        for (var since = Stopwatch.StartNew(); !File.Exists(path); await Task.Delay(100))
            Assert.True(since.Elapsed < MaxWait, $"{path} does not exist.");
    }

    private async Task UntilCompleteAsync(string job)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var found = await _http.GetStringAsync($"/jobs/{job}");
            if (found.Contains("\"state\":\"complete\"", StringComparison.Ordinal)) return;
            Assert.DoesNotContain("\"state\":\"failed\"", found, StringComparison.Ordinal);
            Assert.True(since.Elapsed < MaxWait, found);
        }
    }
}
