using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>Executes the state machine in a process of its own, see interpreter.mjs.</summary>
public static class Interpreter
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>Many times what any of these executions takes: a definition that goes round in circles would never end.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "StateMachine", "interpreter.mjs");

    public static async Task<Execution> RunAsync(ExecutionRequest order)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(order, Camel));
        node.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await node.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill();
            throw new InvalidOperationException($"The execution {order.Name} did not end within {Limit}.");
        }
        if (node.ExitCode != 0)
            throw new InvalidOperationException($"{Script} ended with {node.ExitCode}. It says:\n{await errors}\n{await output}");
        return JsonSerializer.Deserialize<Execution>(await output, Camel)!;
    }
}
