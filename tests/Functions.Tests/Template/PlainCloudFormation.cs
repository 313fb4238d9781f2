using System.Text.Json.Nodes;

namespace Pipeline.Functions.Tests.Template;

/// <summary>
/// Converts a SAM template to plain CloudFormation, as a deployment does: functions with their versions and aliases,
/// and the state machine. A validator without SAM support can then check their values.
/// </summary>
internal static class PlainCloudFormation
{
    private static readonly Dictionary<string, string> StateMachineNames = new()
    {
        ["Name"] = "StateMachineName",
        ["Type"] = "StateMachineType",
        ["Role"] = "RoleArn",
        ["Logging"] = "LoggingConfiguration",
        ["Tracing"] = "TracingConfiguration",
    };

    public static JsonObject From(StackTemplate template)
    {
        var plain = template.Root.DeepClone().AsObject();
        plain.Remove("Transform");
        plain.Remove("Globals");
        var resources = plain["Resources"]!.AsObject();
        foreach (var (name, _) in template.OfType("AWS::Serverless::Function"))
            WriteFunction(name, Serverless(template)[name]!, resources);
        foreach (var (name, _) in template.OfType("AWS::Serverless::StateMachine"))
            WriteStateMachine(resources[name]!.AsObject());
        foreach (var call in StackTemplate.Walk(plain).Select(found => found.Node).OfType<JsonObject>().ToList())
        {
            if (call["Ref"] is JsonValue value && (string?)value is { } target
                && target.EndsWith(".Alias", StringComparison.Ordinal))
                call["Ref"] = target.Replace(".Alias", "Aliaslive", StringComparison.Ordinal);
        }
        return plain;
    }

    /// <summary>The SAM resources, with the globals merged into the functions.</summary>
    public static JsonObject Serverless(StackTemplate template)
    {
        var resources = template.Resources.Where(
            resource => ((string?)resource.Value!["Type"])!.StartsWith("AWS::Serverless::", StringComparison.Ordinal))
            .Select(resource => KeyValuePair.Create(resource.Key, (JsonNode?)resource.Value!.DeepClone()));
        var serverless = new JsonObject(resources);
        var functions = serverless.Select(pair => pair.Value!)
            .Where(resource => (string?)resource["Type"] == "AWS::Serverless::Function");
        foreach (var resource in functions)
        {
            var ignored = resource["IgnoreGlobals"]?.AsArray().Select(key => (string)key!).ToHashSet() ?? [];
            Merge(
                new JsonObject(
                    template.Globals.Where(global => !ignored.Contains(global.Key))
                        .Select(global => KeyValuePair.Create(global.Key, (JsonNode?)global.Value!.DeepClone()))),
                resource["Properties"]!.AsObject());
        }
        return serverless;
    }

    /// <summary>
    /// Merges the globals into the properties of a function, as SAM does: maps are merged, and the function's values
    /// win.
    /// </summary>
    private static void Merge(JsonObject shared, JsonObject own)
    {
        foreach (var (key, value) in shared)
        {
            if (!own.ContainsKey(key)) own[key] = value!.DeepClone();
            else if (value is JsonObject map && own[key] is JsonObject ownMap) Merge(map, ownMap);
        }
    }

    private static void WriteFunction(string name, JsonNode function, JsonObject resources)
    {
        var properties = function["Properties"]!.DeepClone().AsObject();
        var description = Take("VersionDescription");
        var alias = Take("AutoPublishAlias");
        var warm = Take("ProvisionedConcurrencyConfig");
        var invoked = Take("EventInvokeConfig")?.AsObject();
        Take("AutoPublishAliasAllProperties");
        Take("CodeUri");
        properties["Code"] = new JsonObject { ["S3Bucket"] = "bucket", ["S3Key"] = name };
        properties["TracingConfig"] = new JsonObject { ["Mode"] = Take("Tracing") };
        if (Take("Tags")?.AsObject() is { } tags)
            properties["Tags"] = new JsonArray(
                [.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value!.DeepClone() })]);
        resources[name] = Resource("AWS::Lambda::Function", properties);

        resources[$"{name}Version"] = Resource(
            "AWS::Lambda::Version", new JsonObject { ["FunctionName"] = Ref(name), ["Description"] = description });
        resources[$"{name}Version"]!["DeletionPolicy"] = "Retain";
        resources[$"{name}Version"]!["UpdateReplacePolicy"] = "Retain";
        var aliased = new JsonObject
        {
            ["FunctionName"] = Ref(name),
            ["FunctionVersion"] = new JsonObject { ["Fn::GetAtt"] = new JsonArray($"{name}Version", "Version") },
            ["Name"] = alias?.DeepClone(),
        };
        if (warm is not null) aliased["ProvisionedConcurrencyConfig"] = warm;
        resources[$"{name}Aliaslive"] = Resource("AWS::Lambda::Alias", aliased);
        if (invoked is null) return;

        invoked["FunctionName"] = Ref(name);
        invoked["Qualifier"] = alias?.DeepClone();
        invoked["DestinationConfig"]!["OnFailure"]!.AsObject().Remove("Type");
        resources[$"{name}EventInvokeConfig"] = Resource("AWS::Lambda::EventInvokeConfig", invoked);

        JsonNode? Take(string key)
        {
            properties.Remove(key, out var value);
            return value;
        }
    }

    private static void WriteStateMachine(JsonObject machine)
    {
        var properties = machine["Properties"]!.AsObject();
        machine["Type"] = "AWS::StepFunctions::StateMachine";
        properties.Remove("DefinitionUri");
        properties["DefinitionS3Location"] = new JsonObject { ["Bucket"] = "bucket", ["Key"] = "pipeline.asl.json" };
        foreach (var (theirs, plain) in StateMachineNames)
        {
            properties.Remove(theirs, out var value);
            properties[plain] = value;
        }
    }

    private static JsonObject Resource(string type, JsonObject properties) =>
        new() { ["Type"] = type, ["Properties"] = properties };

    private static JsonObject Ref(string name) => new() { ["Ref"] = name };
}
