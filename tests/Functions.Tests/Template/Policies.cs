using System.Text.Json.Nodes;

namespace Pipeline.Functions.Tests.Template;

/// <summary>Checks every policy of a template for wildcards and other permissions that are too broad.</summary>
internal sealed class Policies(StackTemplate template)
{
    private const string ExecutionsOfThisMachine =
        "Executions of this state machine only; their names are not known in advance.";

    /// <summary>Statements that may have a wildcard resource, with the reason why there is no narrower one.</summary>
    private static readonly Dictionary<string, string> AllowedWildcards = new()
    {
        ["FunctionPolicy/LambdaManagesNetworkInterfaces"] =
            "Lambda requires these on all resources. The next statement denies them to the code of the function.",
        ["FunctionPolicy/Trace"] = "X-Ray actions do not support resources.",
        ["StateMachineRole/Log"] = "Log delivery actions do not support resources.",
        ["StateMachineRole/Trace"] = "X-Ray actions do not support resources.",
        ["StateMachineRole/FollowBlockExecutions"] = ExecutionsOfThisMachine,
        ["JobsRole/FollowStopAndRedriveJobs"] = ExecutionsOfThisMachine,
        ["JobsRole/Trace"] = "X-Ray actions do not support resources.",
        ["ApiPolicy/InvokeApi"] = "Every route of this API only.",
        ["StateMachineRole/RedriveBlockExecutions"] = ExecutionsOfThisMachine,
    };

    public IEnumerable<string> Findings()
    {
        var statements = Statements().ToList();
        foreach (var (where, statement) in statements.Where(found => (string?)found.Statement["Effect"] == "Allow"))
        {
            foreach (var action in Texts(statement["Action"]).Where(HasWildcard))
                yield return $"{where} allows the action {action}";
            if (statement.ContainsKey("NotAction") || statement.ContainsKey("NotResource")
                || statement.ContainsKey("NotPrincipal"))
                yield return $"{where} allows everything except what it names";
            if (Texts(statement["Resource"]).Any(HasWildcard) && !AllowedWildcards.ContainsKey(where))
                yield return $"{where} allows a wildcard resource without a listed reason";
            if (Texts(statement["Principal"]).Contains("*") && statement["Condition"] is null)
                yield return $"{where} allows everyone without a condition";
        }
        var wild = statements
            .Where(found => Texts(found.Statement["Resource"]).Any(HasWildcard)).Select(found => found.Where);
        foreach (var listed in AllowedWildcards.Keys.Except(wild))
            yield return $"{listed} is listed with a wildcard but has none";
        foreach (var twice in statements.GroupBy(found => found.Where).Where(group => group.Count() > 1))
            yield return $"{twice.Key} is the name of two statements";
        foreach (var (name, resource) in template.Resources)
        {
            var properties = resource!["Properties"]!.AsObject();
            if (((string?)resource["Type"])!.StartsWith("AWS::Serverless::", StringComparison.Ordinal)
                && properties.ContainsKey("Policies"))
                yield return $"{name} has SAM policies next to its explicit role";
            if (properties["ManagedPolicyArns"] is JsonArray managed && managed.Any(policy => policy is not JsonObject))
                yield return $"{name} has a managed policy from outside the stack";
        }
    }

    /// <summary>The actions on the table that a role, or the endpoint, allows.</summary>
    public IEnumerable<string> TableActions(string resource) => Statements()
        .Where(
            found => found.Where.StartsWith($"{resource}/", StringComparison.Ordinal)
                && (string?)found.Statement["Effect"] == "Allow")
        .SelectMany(found => Texts(found.Statement["Action"]))
        .Where(action => action.StartsWith("dynamodb:", StringComparison.Ordinal))
        .Select(action => action["dynamodb:".Length..]);

    /// <summary>Every statement of every policy with its resource and Sid. Trust policies have no Sid.</summary>
    private IEnumerable<(string Where, JsonObject Statement)> Statements() => template.Resources.SelectMany(resource =>
        StackTemplate.Walk(resource.Value!["Properties"])
            .Where(found => found.Path.EndsWith("/Statement", StringComparison.Ordinal))
            .SelectMany(found => found.Node.AsArray())
            .Select(
                statement => ($"{resource.Key}/{(string?)statement!["Sid"] ?? "AssumeRole"}", statement.AsObject())));

    /// <summary>All strings, also inside Fn::Sub and Fn::If.</summary>
    private static IEnumerable<string> Texts(JsonNode? node) =>
        StackTemplate.Walk(node).Where(found => found.Node is JsonValue).Select(found => (string)found.Node!);

    private static bool HasWildcard(string text) =>
        text.Contains('*', StringComparison.Ordinal) || text.Contains('?', StringComparison.Ordinal);
}
