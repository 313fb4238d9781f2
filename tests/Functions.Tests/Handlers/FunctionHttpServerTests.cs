using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pipeline.Core.Manifests;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.Handlers;

public sealed class FunctionHttpServerTests(Dynalite dynalite) : IClassFixture<Dynalite>
{
    [Fact]
    public async Task Output_and_error_have_the_form_that_Lambda_returns()
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

        using var succeeded = await http.PostAsync(new Uri("/splitter", UriKind.Relative), new StringContent(input));
        Assert.Equal(HttpStatusCode.OK, succeeded.StatusCode);
        Assert.Equal(
            """{"jobId":"job-1","pending":[0],"maxConcurrency":4,"pass":0}""",
            await succeeded.Content.ReadAsStringAsync());
        Assert.Equal(2, host.Calls(FunctionInvoker.Splitter));
    }
}
