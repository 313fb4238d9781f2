using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pipeline.TestKit;

namespace Pipeline.Functions.Tests.Template;

/// <summary>
/// Finds names that differ between a template, the code and the definition of the state machine, in both directions.
/// </summary>
internal sealed partial class TemplateConsistency(StackTemplate template)
{
    private static readonly string Code = CodeIn("functions");
    private static readonly string StoreCode = CodeIn("functions/Aws");

    public IEnumerable<string> Findings() => Environment().Concat(Handlers()).Concat(Table()).Concat(Substitutions());

    private IEnumerable<string> Environment()
    {
        var read = Variable().Matches(Code).Select(match => match.Groups[1].Value).ToHashSet();
        var set = template.VariableNames.ToHashSet();
        foreach (var name in read.Except(set)) yield return $"The code reads {name}, which no function has";
        foreach (var name in set.Except(read)) yield return $"The functions have {name}, which the code does not read";
        if ((string?)template.Globals["FileSystemConfigs"]?[0]?["LocalMountPath"]
            != (string?)template.Environment["PIPELINE_ROOT"])
            yield return "PIPELINE_ROOT is not the mount path of the file system";
    }

    private IEnumerable<string> Handlers()
    {
        foreach (var (name, function) in template.OfType("AWS::Serverless::Function"))
        {
            var folder = (string)function["Properties"]!["CodeUri"]!;
            var handler = ((string)function["Properties"]!["Handler"]!).Split("::");
            if (!File.Exists(Path.Combine(RepositoryFiles.Root, folder, $"{handler[0]}.csproj")))
                yield return $"{name} is built from {folder}, which does not contain the project of its handler";
            if (handler[1] != $"{handler[0]}.{name}" || Method(handler)?.IsPublic != true)
                yield return $"{name} has the handler {string.Join("::", handler)}, which is not a public method";
        }
    }

    private static MethodInfo? Method(string[] handler)
    {
        try
        {
            return Assembly.Load(handler[0]).GetType(handler[1])?.GetMethod(handler[2]);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private IEnumerable<string> Table()
    {
        var table = template.Resources["Table"]!["Properties"]!;
        var index = table["GlobalSecondaryIndexes"]![0]!;
        string[] keys = [.. Keys(table), .. Keys(index)];
        string[] names =
            [.. keys, (string)index["IndexName"]!, (string)table["TimeToLiveSpecification"]!["AttributeName"]!];
        foreach (var name in names.Where(name => !StoreCode.Contains($"\"{name}\"", StringComparison.Ordinal)))
            yield return $"The table has {name}, which the store does not use";
        foreach (var name in IndexOfJobs().Matches(StoreCode).Select(match => match.Groups[1].Value).Except(names))
            yield return $"The store queries the index {name}, which the table does not have";
        var defined = table["AttributeDefinitions"]!.AsArray()
            .Select(attribute => (string)attribute!["AttributeName"]!);
        if (!keys.SequenceEqual(defined))
            yield return "The attribute definitions of the table do not match its keys";

        var called = Call().Matches(StoreCode).Select(match => match.Groups[1].Value).ToHashSet();
        var allowed = new Policies(template).TableActions("TableEndpoint").ToHashSet();
        foreach (var name in called.Except(allowed))
            yield return $"The store calls {name}, which the endpoint does not allow";
        foreach (var name in allowed.Except(called))
            yield return $"The endpoint allows {name}, which the store does not call";
    }

    private IEnumerable<string> Substitutions()
    {
        var machine = template.Resources["StateMachine"]!["Properties"]!;
        var path = Path.Combine(RepositoryFiles.Root, (string)machine["DefinitionUri"]!);
        if (!File.Exists(path))
        {
            yield return $"{path} does not exist";
            yield break;
        }
        var given = machine["DefinitionSubstitutions"]!.AsObject();
        var used = Placeholder().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value).ToHashSet();
        foreach (var name in used.Except(given.Select(pair => pair.Key)))
            yield return $"The definition uses {name}, which is not substituted";
        foreach (var (name, value) in given)
        {
            if (!used.Contains(name)) yield return $"{name} is substituted, but the definition does not use it";
            var function = name.Replace("Arn", "Function.Alias", StringComparison.Ordinal);
            if ((string?)value!["Ref"] != function) yield return $"{name} is not {function}";
        }
    }

    private static IEnumerable<string> Keys(JsonNode indexed) =>
        indexed["KeySchema"]!.AsArray().Select(key => (string)key!["AttributeName"]!);

    private static string CodeIn(string folder) => string.Concat(
        Directory.GetFiles(Path.Combine(RepositoryFiles.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .Select(File.ReadAllText));

    [GeneratedRegex(@"""(PIPELINE_[A-Z_]+)""")]
    private static partial Regex Variable();

    [GeneratedRegex(@"""(jobs-by-[\w-]+)""")]
    private static partial Regex IndexOfJobs();

    [GeneratedRegex(
        @"\.(GetItem|PutItem|UpdateItem|DeleteItem|BatchGetItem|BatchWriteItem|Query|Scan"
        + @"|TransactGetItems|TransactWriteItems)Async\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Placeholder();
}
