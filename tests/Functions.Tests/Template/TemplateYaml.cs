using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Functions.Tests.Template;

/// <summary>Reads CloudFormation's YAML as JSON: <c>!Ref X</c> becomes <c>{"Ref": "X"}</c>.</summary>
internal static class TemplateYaml
{
    public static JsonObject Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Json(stream.Documents[0].RootNode)!.AsObject();
    }

    private static JsonNode? Json(YamlNode node)
    {
        JsonNode? value = node switch
        {
            YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child =>
                KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Json(child.Value)))),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new InvalidOperationException(
                $"A template cannot contain {node.NodeType} (line {node.Start.Line})."),
        };
        var tag = node.Tag.IsEmpty || node.Tag.IsNonSpecific ? "" : node.Tag.Value;
        return tag switch
        {
            "!Ref" or "!Condition" => new JsonObject { [tag[1..]] = value },
            "!GetAtt" => new JsonObject { ["Fn::GetAtt"] = Attribute((string)value!) },
            ['!', .. var name] => new JsonObject { [$"Fn::{name}"] = value },
            _ => value,
        };
    }

    private static JsonArray Attribute(string dotted)
    {
        var dot = dotted.IndexOf('.', StringComparison.Ordinal);
        return [dotted[..dot], dotted[(dot + 1)..]];
    }

    private static JsonValue? Scalar(YamlScalarNode scalar) => scalar switch
    {
        { Style: not ScalarStyle.Plain } => JsonValue.Create(scalar.Value),
        { Value: "true" or "false" } => JsonValue.Create(scalar.Value == "true"),
        { Value: "" or "null" or "~" } => null,
        _ when long.TryParse(
            scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(scalar.Value),
    };
}
