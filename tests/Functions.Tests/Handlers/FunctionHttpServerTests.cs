using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pipeline.Core.Manifests;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.Handlers;

public sealed class FunctionHttpServerTests(Dynalite dynalite) : IClassFixture<Dynalite>
{
    [Fact]
    public async Task An_answer_and_a_failure_come_back_as_Lambda_gives_them()
    {
        using var functions = await FunctionTestHost.CreateAsync(dynalite);
        functions.Write("data.csv", "a\n1\n2\n");
        await using var host = await FunctionHttpServer.StartAsync(functions.Services);
        using var http = new HttpClient { BaseAddress = new Uri(host.Address) };
        var input = FunctionTestHost.SplitInput("job-1", "SELECT SUM(a) FROM dataset");

        host.Fail(FunctionInvoker.Splitter, call: 1, new ManifestsBusyException("No room."));
        using var failed = await http.PostAsync(new Uri("/splitter", UriKind.Relative), new StringContent(input));
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        var error = await failed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("ManifestsBusyException", error.GetProperty("errorType").GetString());
        Assert.Equal("No room.", error.GetProperty("errorMessage").GetString());
        Assert.NotEqual(0, error.GetProperty("stackTrace").GetArrayLength());

        using var answered = await http.PostAsync(new Uri("/splitter", UriKind.Relative), new StringContent(input));
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal("""{"jobId":"job-1","pending":[0],"maxConcurrency":4,"pass":0}""", await answered.Content.ReadAsStringAsync());
        Assert.Equal(2, host.Calls(FunctionInvoker.Splitter));
    }
}
