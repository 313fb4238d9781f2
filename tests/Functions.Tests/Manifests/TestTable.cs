using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>The definition of the table in the template, for tests.</summary>
public static class TestTable
{
    public static CreateTableRequest Definition(string name) => new()
    {
        TableName = name,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions =
        [
            new AttributeDefinition("jobId", ScalarAttributeType.S),
            new AttributeDefinition("item", ScalarAttributeType.S),
            new AttributeDefinition("kind", ScalarAttributeType.S),
            new AttributeDefinition("createdAt", ScalarAttributeType.S),
        ],
        KeySchema = [new KeySchemaElement("jobId", KeyType.HASH), new KeySchemaElement("item", KeyType.RANGE)],
        GlobalSecondaryIndexes =
        [
            new GlobalSecondaryIndex
            {
                IndexName = "jobs-by-time",
                KeySchema =
                [
                    new KeySchemaElement("kind", KeyType.HASH), new KeySchemaElement("createdAt", KeyType.RANGE),
                ],
                Projection = new Projection { ProjectionType = ProjectionType.ALL },
            },
        ],
    };
}
