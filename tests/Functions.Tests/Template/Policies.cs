using System.Text.Json.Nodes;

namespace Pipeline.Functions.Tests.Template;

/// <summary>Walks every policy of a template and finds what allows more than it names.</summary>
internal sealed class Policies(StackTemplate template)
{
    /// <summary>Statements that may have a wildcard for a resource, and why there is no narrower one.</summary>
    private static readonly Dictionary<string, string> WithAWildcard = new()
    {
        ["FunctionPolicy/LambdaManagesNetworkInterfaces"] =
            "Lambda checks that a function's role allows these on all resources before it makes the interfaces. The next statement denies them to the code.",
        ["FunctionPolicy/Trace"] = "X-Ray's actions know no resources.",
        ["StateMachineRole/Log"] = "The actions of log deliveries know no resources.",
        ["StateMachineRole/Trace"] = "X-Ray's actions know no resources.",
        ["StateMachineRole/FollowBlockExecutions"] = "Executions of this one state machine, whose names are not known before.",
        ["JobsRole/FollowStopAndRedriveJobs"] = "Executions of this one state machine, whose names are not known before.",
        ["JobsRole/Trace"] = "X-Ray's actions know no resources.",
        ["ApiPolicy/InvokeApi"] = "Every route of this one API.",
        ["StateMachineRole/RedriveBlockExecutions"] = "Executions of this one state machine, whose names are not known before.",
    };

    public IEnumerable<string> Findings()
    {
        var statements = Statements().ToList();
        foreach (var (where, statement) in statements.Where(found => (string?)found.Statement["Effect"] == "Allow"))
        {
            foreach (var action in Texts(statement["Action"]).Where(HasWildcard)) yield return $"{where} allows the action {action}";
            if (statement.ContainsKey("NotAction") || statement.ContainsKey("NotResource") || statement.ContainsKey("NotPrincipal"))
                yield return $"{where} allows all but what it names";
            if (Texts(statement["Resource"]).Any(HasWildcard) && !WithAWildcard.ContainsKey(where))
                yield return $"{where} allows a wildcard resource and is not on the list of those that have a reason";
            if (Texts(statement["Principal"]).Contains("*") && statement["Condition"] is null)
                yield return $"{where} allows everybody without a condition";
        }
        var wild = statements.Where(found => Texts(found.Statement["Resource"]).Any(HasWildcard)).Select(found => found.Where);
        foreach (var listed in WithAWildcard.Keys.Except(wild))
            yield return $"{listed} is on the list of wildcards and has none";
        foreach (var twice in statements.GroupBy(found => found.Where).Where(group => group.Count() > 1))
            yield return $"{twice.Key} is the name of two statements";
        foreach (var (name, resource) in template.Resources)
        {
            var properties = resource!["Properties"]!.AsObject();
            if (((string?)resource["Type"])!.StartsWith("AWS::Serverless::", StringComparison.Ordinal) && properties.ContainsKey("Policies"))
                yield return $"{name} has policies of SAM; its role is written out";
            if (properties["ManagedPolicyArns"] is JsonArray managed && managed.Any(policy => policy is not JsonObject))
                yield return $"{name} has a policy that is managed elsewhere";
        }
    }

    /// <summary>The actions on the table that a role, or the endpoint, allows.</summary>
    public IEnumerable<string> TableActions(string resource) => Statements()
        .Where(found => found.Where.StartsWith($"{resource}/", StringComparison.Ordinal) && (string?)found.Statement["Effect"] == "Allow")
        .SelectMany(found => Texts(found.Statement["Action"]))
        .Where(action => action.StartsWith("dynamodb:", StringComparison.Ordinal))
        .Select(action => action["dynamodb:".Length..]);

    /// <summary>Every statement of every policy, named by its resource and Sid; who may take a role has no Sid.</summary>
    private IEnumerable<(string Where, JsonObject Statement)> Statements() => template.Resources.SelectMany(resource =>
        StackTemplate.Walk(resource.Value!["Properties"])
            .Where(found => found.Path.EndsWith("/Statement", StringComparison.Ordinal))
            .SelectMany(found => found.Node.AsArray())
            .Select(statement => ($"{resource.Key}/{(string?)statement!["Sid"] ?? "AssumeRole"}", statement.AsObject())));

    /// <summary>One text or several, also within Fn::Sub and Fn::If.</summary>
    private static IEnumerable<string> Texts(JsonNode? node) =>
        StackTemplate.Walk(node).Where(found => found.Node is JsonValue).Select(found => (string)found.Node!);

    private static bool HasWildcard(string text) => text.Contains('*', StringComparison.Ordinal) || text.Contains('?', StringComparison.Ordinal);
}
