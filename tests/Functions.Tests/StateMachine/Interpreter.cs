using System.Diagnostics;
using System.Text.Json;
using Pipeline.TestKit.Node;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>Executes the state machine in a separate process; see <c>interpreter.mjs</c>.</summary>
public static class Interpreter
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>Much longer than any of these executions takes. It stops a definition that loops forever.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly string Script = NodeScript.Locate(
        "tests/Functions.Tests/StateMachine/interpreter.mjs");

    public static async Task<Execution> RunAsync(ExecutionRequest request)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(request, Camel));
        node.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await node.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill();
            throw new InvalidOperationException($"The execution {request.Name} did not end within {Limit}.");
        }
        if (node.ExitCode != 0)
            throw new InvalidOperationException(
                $"{Script} ended with {node.ExitCode}. Its output:\n{await errors}\n{await output}");
        return JsonSerializer.Deserialize<Execution>(await output, Camel)!;
    }
}
