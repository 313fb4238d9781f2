using System.Text.Json.Nodes;

namespace Pipeline.Functions.Tests.Template;

/// <summary>
/// Finds dangling references, references to conditional resources that may not exist, and unused parameters and
/// conditions.
/// </summary>
internal sealed class References(StackTemplate template)
{
    private readonly HashSet<string> _targets =
    [
        .. template.Parameters.Select(parameter => parameter.Key),
        .. template.Resources.Select(resource => resource.Key),
        .. template.OfType("AWS::Serverless::Function").Select(function => $"{function.Key}.Alias"),
    ];

    public IEnumerable<string> Findings() => Dangling()
        .Concat(Uncertain("Resources")).Concat(Uncertain("Outputs"))
        .Concat(UnusedParameters()).Concat(UnusedConditions()).Concat(Form());

    private IEnumerable<string> Dangling()
    {
        foreach (var (path, name) in StackTemplate.References(template.Root))
        {
            if (!_targets.Contains(name) && !name.StartsWith("AWS::", StringComparison.Ordinal))
                yield return $"{path} refers to {name}, which does not exist";
        }
        foreach (var (path, name) in ConditionsUsed())
        {
            if (!template.Conditions.ContainsKey(name))
                yield return $"{path} names the condition {name}, which does not exist";
        }
    }

    private IEnumerable<(
        string Path,
        string Name)> ConditionsUsed() => StackTemplate.Walk(template.Root).SelectMany(found => found.Node switch
    {
        JsonObject call when call["Fn::If"] is JsonArray branches => [(found.Path, (string)branches[0]!)],
        // The Condition of a policy statement is an object.
        JsonObject named when named["Condition"] is JsonValue name => [(found.Path, (string)name!)],
        _ => (IEnumerable<(string, string)>)[],
    });

    private IEnumerable<string> Uncertain(string section) => template.Section(section).SelectMany(entry =>
        Uncertain(
            entry.Value!, $"/{section}/{entry.Key}",
            entry.Value!["Condition"] is JsonValue condition ? [(string)condition!] : []));

    private IEnumerable<string> Uncertain(JsonNode? tree, string path, string[] holding)
    {
        if (tree is JsonObject { Count: 1 } call)
        {
            if (call["Fn::If"] is JsonArray branches)
                return Uncertain(branches[1], path, [.. holding, (string)branches[0]!]).Concat(
                    Uncertain(branches[2], path, holding));
            var missing = StackTemplate.Names(call).Where(name =>
                template.Resources[name]?["Condition"] is JsonValue needed
                    && !holding.Any(held => Implies(held, (string)needed!)));
            return missing
                .Select(name => $"{path} refers to {name}, which may not exist").Concat(Children(call, path, holding));
        }
        return Children(tree, path, holding);
    }

    private IEnumerable<string> Children(JsonNode? tree, string path, string[] holding) => tree switch
    {
        JsonObject map => map.SelectMany(pair => Uncertain(pair.Value, $"{path}/{pair.Key}", holding)),
        JsonArray list => list.SelectMany(item => Uncertain(item, path, holding)),
        _ => [],
    };

    /// <summary>A condition implies itself and every Fn::Or that contains it.</summary>
    private bool Implies(string held, string needed) => held == needed ||
        (template.Conditions[needed]?["Fn::Or"] is JsonArray parts
            && parts.Any(part => part!["Condition"] is JsonValue name && Implies(held, (string)name!)));

    private IEnumerable<string> UnusedParameters()
    {
        var used = new[] { "Conditions", "Globals", "Resources", "Outputs" }
            .SelectMany(section => StackTemplate.References(template.Root[section]))
                .Select(reference => reference.Name).ToHashSet();
        return template.Parameters.Where(parameter => !used.Contains(parameter.Key))
            .Select(parameter => $"Nothing uses the parameter {parameter.Key}");
    }

    private IEnumerable<string> UnusedConditions()
    {
        var used = ConditionsUsed().Select(condition => condition.Name).ToHashSet();
        return template.Conditions.Where(condition => !used.Contains(condition.Key))
            .Select(condition => $"Nothing uses the condition {condition.Key}");
    }

    /// <summary>In the console's form, each parameter appears once, with a label and a description.</summary>
    private IEnumerable<string> Form()
    {
        var form = template.Root["Metadata"]!["AWS::CloudFormation::Interface"]!;
        var grouped = form["ParameterGroups"]!.AsArray()
            .SelectMany(group => group!["Parameters"]!.AsArray().Select(name => (string)name!)).ToList();
        var labelled = form["ParameterLabels"]!.AsObject().Select(label => label.Key).ToList();
        foreach (var (list, what) in new[] { (grouped, "group"), (labelled, "label") })
        {
            foreach (var name in template.Parameters.Select(parameter => parameter.Key).Except(list))
                yield return $"{name} has no {what}";
            foreach (var name in list.Except(template.Parameters.Select(parameter => parameter.Key)))
                yield return $"{name} has a {what} but does not exist";
        }
        foreach (var twice in grouped.GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"{twice.Key} is in two groups";
        foreach (var (name, parameter) in template.Parameters)
        {
            if (parameter!["Description"] is null) yield return $"{name} has no description";
            if (parameter["AllowedPattern"] is not null && parameter["ConstraintDescription"] is null)
                yield return $"{name} has a pattern but no description of it";
        }
    }
}
