using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pipeline.TestKit;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>The definition of the state machine, read from the file that is deployed.</summary>
public static partial class Definition
{
    public static string Path { get; } =
        System.IO.Path.Combine(RepositoryFiles.Root, "statemachine", "pipeline.asl.json");

    public static JsonObject Read() => JsonNode.Parse(File.ReadAllText(Path))!.AsObject();

    /// <summary>Returns all states; the states inside a Map follow the Map.</summary>
    public static IEnumerable<State> StatesOf(JsonObject machine, bool isTop = true)
    {
        var states = machine["States"]!.AsObject();
        foreach (var (name, json) in states)
        {
            yield return new State(name, json!.AsObject(), states, isTop);
            if (json["ItemProcessor"] is JsonObject inner)
            {
                foreach (var state in StatesOf(inner, isTop: false))
                    yield return state;
            }
        }
    }

    /// <summary>The definition with the ARNs that a deployment substitutes.</summary>
    public static string Substituted(JsonObject machine) => Substitution().Replace(
        machine.ToJsonString(), name =>
            $"arn:aws:lambda:eu-central-1:123456789012:function:{name.Groups[1].Value}:live");

    /// <summary>The distinct names in <c>${…}</c>.</summary>
    public static IEnumerable<string> SubstitutionsOf(JsonObject machine) =>
        Substitution().Matches(machine.ToJsonString())
            .Select(name => name.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Substitution();
}
