using System.Text.Json.Nodes;

namespace Pipeline.Functions.Tests.Template;

/// <summary>
/// Finds violations of what the stack guarantees: data is retained, encrypted, and reachable from inside only.
/// </summary>
internal sealed class StackGuarantees(StackTemplate template)
{
    private static readonly string[] InternetAccess =
        [
            "AWS::EC2::NatGateway", "AWS::EC2::InternetGateway", "AWS::EC2::EgressOnlyInternetGateway", "AWS::EC2::EIP",
            "AWS::EC2::Route",
        ];

    public IEnumerable<string> Findings() =>
        Retention().Concat(Encryption()).Concat(Isolation()).Concat(Aliases()).Concat(Logging()).Concat(Versions());

    private IEnumerable<string> Retention()
    {
        foreach (var (name, resource)
            in template.OfType("AWS::EFS::FileSystem").Concat(template.OfType("AWS::DynamoDB::Table")))
        {
            if ((string?)resource["DeletionPolicy"] != "Retain" || (string?)resource["UpdateReplacePolicy"] != "Retain")
                yield return $"{name} would be deleted with the stack";
        }
        foreach (var table in Properties("AWS::DynamoDB::Table"))
        {
            if (!Is(table["PointInTimeRecoverySpecification"]?["PointInTimeRecoveryEnabled"]))
                yield return "The table has no point-in-time recovery";
            if ((string?)table["BillingMode"] != "PAY_PER_REQUEST") yield return "The table is not billed on demand";
        }
        foreach (var files in Properties("AWS::EFS::FileSystem"))
        {
            if ((string?)files["BackupPolicy"]?["Status"] != "ENABLED") yield return "The file system is not backed up";
        }
    }

    private IEnumerable<string> Encryption()
    {
        foreach (var files in Properties("AWS::EFS::FileSystem"))
        {
            if (!Is(files["Encrypted"])) yield return "The file system is not encrypted";
            var statements = files["FileSystemPolicy"]?["Statement"]?.AsArray() ?? [];
            foreach (var key in new[] { "aws:SecureTransport", "elasticfilesystem:AccessedViaMountTarget" })
            {
                if (!statements.Any(statement => (string?)statement!["Effect"] == "Deny"
                    && (string?)statement["Condition"]?["Bool"]?[key] == "false"))
                    yield return $"The file system does not require {key}";
            }
            if (statements.Any(statement => (string?)statement!["Effect"] == "Allow"))
                yield return "The file system's policy allows access by itself";
        }
        if (Properties("AWS::DynamoDB::Table").Any(table => !Is(table["SSESpecification"]?["SSEEnabled"])))
            yield return "The table is not encrypted";
        if (Properties("AWS::SQS::Queue").Any(queue => !Is(queue["SqsManagedSseEnabled"])))
            yield return "The queue is not encrypted";
    }

    private IEnumerable<string> Isolation()
    {
        foreach (var (name, resource)
            in template.Resources.Where(resource => InternetAccess.Contains((string?)resource.Value!["Type"])))
            yield return $"{name} opens a route to the internet ({(string?)resource!["Type"]})";
        foreach (var group
            in Properties("AWS::EC2::SecurityGroup").Where(group => group.ContainsKey("SecurityGroupIngress")))
            yield return $"{(string?)group["GroupDescription"]} It has inline ingress rules";
        foreach (var route
            in Properties("AWS::ApiGatewayV2::Route").Where(route => (string?)route["AuthorizationType"] != "AWS_IAM"))
            yield return $"The route {(string?)route["RouteKey"]} does not require IAM authorization";
        foreach (var rule in Properties("AWS::EC2::SecurityGroupIngress"))
        {
            if (rule["SourceSecurityGroupId"] is null
                || rule.Any(property => property.Key.StartsWith("Cidr", StringComparison.Ordinal)))
                yield return $"{(string?)rule["Description"]}: the source is not a security group";
            if ((long?)rule["FromPort"] != 2049 || (long?)rule["ToPort"] != 2049)
                yield return $"{(string?)rule["Description"]}: ports other than 2049 are open";
        }
    }

    private IEnumerable<string> Aliases()
    {
        var functions = template.OfType("AWS::Serverless::Function").Select(function => function.Key).ToHashSet();
        foreach (var (path, node) in StackTemplate.Walk(template.Resources))
        {
            // Metrics have the function as their dimension; everything else uses the alias.
            if (path.Contains("/Dimensions/", StringComparison.Ordinal)
                || path.Contains("/DashboardBody", StringComparison.Ordinal)) continue;
            var names = node is JsonObject { Count: 1 } call ? StackTemplate.Names(call).Where(functions.Contains) : [];
            foreach (var name in names) yield return $"{path} refers to $LATEST of {name}, not to its alias";
        }
        if ((string?)template.Globals["AutoPublishAlias"] is null) yield return "Functions have no alias";
    }

    private IEnumerable<string> Logging()
    {
        foreach (var (name, properties) in Functions())
        {
            if ((string?)properties["LoggingConfig"]?["LogFormat"] != "Text")
                yield return $"{name} does not log as text, so CloudWatch would not find its metrics";
            if (properties["LoggingConfig"]?["LogGroup"] is null)
                yield return $"{name} logs to a group without retention";
            if ((string?)properties["Tracing"] != "Active") yield return $"{name} is not traced";
        }
        foreach (var group in Properties("AWS::Logs::LogGroup").Where(group => group["RetentionInDays"] is null))
            yield return $"{group["LogGroupName"]!.ToJsonString()} keeps logs forever";
    }

    /// <summary>
    /// SAM publishes a new version when the template changes, but not when a parameter changes; a new description also
    /// publishes one. So the description names every parameter of the function's configuration, and nothing else, since
    /// Lambda rejects a version that does not differ from the last one.
    /// </summary>
    private IEnumerable<string> Versions()
    {
        // The name of the table changes only with its keys, that of the state machine never, and the security group
        // only together with the subnets.
        string[] exempt = ["Table", "FunctionsGroup", "StateMachine"];
        foreach (var (name, properties) in Functions())
        {
            var named = StackTemplate.References(properties["VersionDescription"])
                .Select(reference => reference.Name).ToHashSet();
            var set = properties.Where(property => property.Key is
                    "MemorySize" or "Timeout" or "Architectures" or "Environment" or "VpcConfig"
                    or "FileSystemConfigs" or "Runtime" or "Handler")
                .SelectMany(property => StackTemplate.References(property.Value)).Select(reference => reference.Name)
                .Where(reference => !reference.StartsWith("AWS::", StringComparison.Ordinal))
                    .Except(exempt).ToHashSet();
            foreach (var missing in set.Except(named))
                yield return $"{name} gets no new version when {missing} changes";
            foreach (var other in named.Except(set))
                yield return $"{name} would publish an identical version when {other} changes";
        }
    }

    private IEnumerable<(string Name, JsonObject Properties)> Functions() => PlainCloudFormation.Serverless(template)
        .Where(resource => (string?)resource.Value!["Type"] == "AWS::Serverless::Function")
        .Select(resource => (resource.Key, resource.Value!["Properties"]!.AsObject()));

    private IEnumerable<JsonObject> Properties(string type) =>
        template.OfType(type).Select(resource => resource.Value["Properties"]!.AsObject());

    private static bool Is(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var set) && set;
}
