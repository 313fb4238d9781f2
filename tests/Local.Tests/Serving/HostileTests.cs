using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Local.Tests.Serving;

/// <summary>Malicious requests are rejected with the right status.</summary>
[Trait("Speed", "Slow")]
public sealed class HostileTests : IDisposable
{
    private readonly ServedRoot _served = new ServedRoot().Start();

    public HostileTests() => _served.Root.Write("data.csv", "x\n1\n");

    public void Dispose() => _served.Dispose();

    [Theory]
    [InlineData("Origin", "http://example.com")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_cannot_start_jobs(string header, string value)
    {
        using var response = await _served.PostAsync(
            "/jobs", ServedRoot.Query("SELECT COUNT(*) FROM dataset"), (header, value));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty((await _served.GetAsync("/jobs")).GetProperty("jobs").EnumerateArray());
    }

    [Fact]
    public async Task A_form_of_another_site_cannot_start_jobs()
    {
        using var response = await _served.Http.PostAsync(
            "/jobs", new StringContent(ServedRoot.Query("SELECT COUNT(*) FROM dataset"), Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_host_name_rebound_to_this_machine_is_rejected()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        request.Headers.Host = "example.com";
        using var response = await _served.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/plan", 405, "POST")]
    [InlineData("GET", "/nothing", 404, null)]
    [InlineData("GET", "/page.cs", 404, null)]
    [InlineData("GET", "/files/data.csv", 404, null)]
    [InlineData("GET", "/files/jobs/manifests.db", 404, null)]
    [InlineData("GET", "/files/jobs/x/..%2f..%2fdata.csv", 404, null)]
    public async Task Invalid_paths_and_methods_are_rejected(string method, string path, int expected, string? allow)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri(
                $"{_served.Address}{path[1..]}",
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (method is "POST" or "PUT")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await _served.Http.SendAsync(request);
        Assert.Equal(
            (expected, allow),
            (
                (int)response.StatusCode,
                response.Content.Headers.Allow.Count > 0 ? string.Join(", ", response.Content.Headers.Allow) : null));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_rejected()
    {
        using var response = await _served.PostAsync("/jobs", new string(' ', 300_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_stalled_client_is_disconnected_and_does_not_block_others()
    {
        using var slow = new TcpClient();
        await slow.ConnectAsync(_served.Address.Host, _served.Address.Port);
        await slow.GetStream().WriteAsync("POST /jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n"u8.ToArray());
        await _served.GetAsync("/jobs");
        var response = new byte[4096];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var length = await slow.GetStream().ReadAsync(response, limit.Token);
        Assert.True(length == 0 || Encoding.ASCII.GetString(response, 0, length).StartsWith(
            "HTTP/1.1 408", StringComparison.Ordinal));
    }
}
