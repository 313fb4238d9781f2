using Amazon.DynamoDBv2.Model;

namespace Pipeline.Aws.Manifests;

/// <summary>A conditional update of one item.</summary>
internal sealed class ItemUpdate(string jobId, string item)
{
    private readonly List<string> _sets = [];
    private readonly List<string> _removals = [];
    private readonly List<string> _conditions = [];
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, AttributeValue> _values = [];

    /// <param name="value">Null removes the attribute.</param>
    public ItemUpdate Set(string name, AttributeValue? value)
    {
        if (value is null)
            _removals.Add(NameOf(name));
        else
            _sets.Add($"{NameOf(name)} = {ValueOf($":{name}", value)}");
        return this;
    }

    public ItemUpdate IfEqual(string name, AttributeValue value) =>
        If($"{NameOf(name)} = {ValueOf($":found_{name}", value)}");

    public ItemUpdate IfPresent(string name) => If($"attribute_exists({NameOf(name)})");

    public ItemUpdate IfAbsent(string name) => If($"attribute_not_exists({NameOf(name)})");

    /// <summary>
    /// Holds if the attribute <paramref name="name"/> does not exist, or if <paramref name="number"/> is less than
    /// <paramref name="value"/>.
    /// </summary>
    public ItemUpdate IfAbsentOrLess(string name, string number, AttributeValue value) =>
        If($"(attribute_not_exists({NameOf(name)}) OR {NameOf(number)} < {ValueOf($":more_{number}", value)})");

    public UpdateItemRequest ToRequest(string table) => new()
    {
        TableName = table,
        Key = new()
        {
            [AttributeNames.JobId] = AttributeValues.Of(jobId),
            [AttributeNames.Item] = AttributeValues.Of(item),
        },
        UpdateExpression = Clause("SET", _sets) + Clause(" REMOVE", _removals),
        ConditionExpression = _conditions.Count == 0 ? null : string.Join(" AND ", _conditions),
        ExpressionAttributeNames = _names,
        ExpressionAttributeValues = _values,
    };

    private static string Clause(string verb, List<string> actions) =>
        actions.Count == 0 ? "" : $"{verb} {string.Join(", ", actions)}";

    private ItemUpdate If(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    /// <summary>Many attribute names are reserved words in DynamoDB, so every name gets a placeholder.</summary>
    private string NameOf(string name)
    {
        _names[$"#{name}"] = name;
        return $"#{name}";
    }

    private string ValueOf(string placeholder, AttributeValue value)
    {
        _values[placeholder] = value;
        return placeholder;
    }
}
