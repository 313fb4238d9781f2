using System.Text.Json.Nodes;

namespace Pipeline.Functions.Tests.Template;

/// <summary>Finds where a template breaks what the stack promises: that data stays, is encrypted, and is reached from nowhere else.</summary>
internal sealed class StackGuarantees(StackTemplate template)
{
    private static readonly string[] WaysOut =
        ["AWS::EC2::NatGateway", "AWS::EC2::InternetGateway", "AWS::EC2::EgressOnlyInternetGateway", "AWS::EC2::EIP", "AWS::EC2::Route"];

    public IEnumerable<string> Findings() => Kept().Concat(Encrypted()).Concat(Closed()).Concat(CalledByAlias()).Concat(Logged()).Concat(Versions());

    private IEnumerable<string> Kept()
    {
        foreach (var (name, resource) in template.OfType("AWS::EFS::FileSystem").Concat(template.OfType("AWS::DynamoDB::Table")))
        {
            if ((string?)resource["DeletionPolicy"] != "Retain" || (string?)resource["UpdateReplacePolicy"] != "Retain")
                yield return $"{name} would go with the stack";
        }
        foreach (var table in Properties("AWS::DynamoDB::Table"))
        {
            if (!Is(table["PointInTimeRecoverySpecification"]?["PointInTimeRecoveryEnabled"])) yield return "The table cannot be brought back to an hour ago";
            if ((string?)table["BillingMode"] != "PAY_PER_REQUEST") yield return "The table is not on demand";
        }
        foreach (var files in Properties("AWS::EFS::FileSystem"))
        {
            if ((string?)files["BackupPolicy"]?["Status"] != "ENABLED") yield return "The file system is not backed up";
        }
    }

    private IEnumerable<string> Encrypted()
    {
        foreach (var files in Properties("AWS::EFS::FileSystem"))
        {
            if (!Is(files["Encrypted"])) yield return "The file system is not encrypted";
            var statements = files["FileSystemPolicy"]?["Statement"]?.AsArray() ?? [];
            foreach (var key in new[] { "aws:SecureTransport", "elasticfilesystem:AccessedViaMountTarget" })
            {
                if (!statements.Any(statement => (string?)statement!["Effect"] == "Deny" && (string?)statement["Condition"]?["Bool"]?[key] == "false"))
                    yield return $"The file system does not demand {key}";
            }
            if (statements.Any(statement => (string?)statement!["Effect"] == "Allow"))
                yield return "The file system's policy lets somebody in whose role does not";
        }
        if (Properties("AWS::DynamoDB::Table").Any(table => !Is(table["SSESpecification"]?["SSEEnabled"]))) yield return "The table is not encrypted";
        if (Properties("AWS::SQS::Queue").Any(queue => !Is(queue["SqsManagedSseEnabled"]))) yield return "The queue is not encrypted";
    }

    private IEnumerable<string> Closed()
    {
        foreach (var (name, resource) in template.Resources.Where(resource => WaysOut.Contains((string?)resource.Value!["Type"])))
            yield return $"{name} is a way to the internet ({(string?)resource!["Type"]})";
        foreach (var group in Properties("AWS::EC2::SecurityGroup").Where(group => group.ContainsKey("SecurityGroupIngress")))
            yield return $"{(string?)group["GroupDescription"]} It lets somebody in beside the rules known here";
        foreach (var route in Properties("AWS::ApiGatewayV2::Route").Where(route => (string?)route["AuthorizationType"] != "AWS_IAM"))
            yield return $"Whoever knows the address may call {(string?)route["RouteKey"]}";
        foreach (var rule in Properties("AWS::EC2::SecurityGroupIngress"))
        {
            if (rule["SourceSecurityGroupId"] is null || rule.Any(property => property.Key.StartsWith("Cidr", StringComparison.Ordinal)))
                yield return $"{(string?)rule["Description"]}: addresses are let in, not a group";
            if ((long?)rule["FromPort"] != 2049 || (long?)rule["ToPort"] != 2049) yield return $"{(string?)rule["Description"]}: more than port 2049 is open";
        }
    }

    private IEnumerable<string> CalledByAlias()
    {
        var functions = template.OfType("AWS::Serverless::Function").Select(function => function.Key).ToHashSet();
        foreach (var (path, node) in StackTemplate.Walk(template.Resources))
        {
            // Metrics are of functions; all else goes through the alias.
            if (path.Contains("/Dimensions/", StringComparison.Ordinal) || path.Contains("/DashboardBody", StringComparison.Ordinal)) continue;
            var names = node is JsonObject { Count: 1 } call ? StackTemplate.Names(call).Where(functions.Contains) : [];
            foreach (var name in names) yield return $"{path} means {name} itself, and with it $LATEST";
        }
        if ((string?)template.Globals["AutoPublishAlias"] is null) yield return "Functions have no alias";
    }

    private IEnumerable<string> Logged()
    {
        foreach (var (name, properties) in Functions())
        {
            if ((string?)properties["LoggingConfig"]?["LogFormat"] != "Text")
                yield return $"{name} has its lines wrapped, and no metric is found in a wrapped line";
            if (properties["LoggingConfig"]?["LogGroup"] is null) yield return $"{name} logs to a group without retention";
            if ((string?)properties["Tracing"] != "Active") yield return $"{name} is not traced";
        }
        foreach (var group in Properties("AWS::Logs::LogGroup").Where(group => group["RetentionInDays"] is null))
            yield return $"{group["LogGroupName"]!.ToJsonString()} keeps logs for ever";
    }

    /// <summary>
    /// SAM makes a version for what changes in the file, and not for what changes in a parameter; a new description
    /// makes one. So it names what the function's configuration comes from, and nothing else: a version that does not
    /// differ from the last one is refused.
    /// </summary>
    private IEnumerable<string> Versions()
    {
        // The table's name stays as long as its keys do, that of the state machine as long as the stack, and the group
        // changes only together with the subnets.
        string[] followed = ["Table", "FunctionsGroup", "StateMachine"];
        foreach (var (name, properties) in Functions())
        {
            var named = StackTemplate.References(properties["VersionDescription"]).Select(reference => reference.Name).ToHashSet();
            var set = properties.Where(property => property.Key is
                    "MemorySize" or "Timeout" or "Architectures" or "Environment" or "VpcConfig" or "FileSystemConfigs" or "Runtime" or "Handler")
                .SelectMany(property => StackTemplate.References(property.Value)).Select(reference => reference.Name)
                .Where(reference => !reference.StartsWith("AWS::", StringComparison.Ordinal)).Except(followed).ToHashSet();
            foreach (var missing in set.Except(named)) yield return $"{name} gets no new version when {missing} changes";
            foreach (var other in named.Except(set)) yield return $"{name} would get a version that is no new one when {other} changes";
        }
    }

    private IEnumerable<(string Name, JsonObject Properties)> Functions() => PlainCloudFormation.Serverless(template)
        .Where(resource => (string?)resource.Value!["Type"] == "AWS::Serverless::Function")
        .Select(resource => (resource.Key, resource.Value!["Properties"]!.AsObject()));

    private IEnumerable<JsonObject> Properties(string type) => template.OfType(type).Select(resource => resource.Value["Properties"]!.AsObject());

    private static bool Is(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var set) && set;
}
