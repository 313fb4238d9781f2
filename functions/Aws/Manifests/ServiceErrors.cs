using System.Net.Sockets;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Pipeline.Aws.Manifests;

/// <summary>Tells which failures of a request can pass, and what to do about the others.</summary>
internal static class ServiceErrors
{
    /// <summary>Errors by name, where the SDK has no exception of its own, that pass: the table has no room just now.</summary>
    private static readonly string[] Throttled = ["ThrottlingException", "Throttling", "RequestLimitExceeded", "SlowDown"];

    private static readonly string[] Forbidden =
        ["AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException", "MissingAuthenticationTokenException"];

    /// <returns>True for a table without room, a service at fault, and a connection that could not be made or was dropped.</returns>
    public static bool IsTransient(Exception e) => e switch
    {
        ProvisionedThroughputExceededException or RequestLimitExceededException or InternalServerErrorException => true,
        AmazonServiceException service when (int)service.StatusCode >= 500 || Throttled.Contains(service.ErrorCode) => true,
        // An answer that does not parse, or not to its checksum, is one that was cut off.
        AmazonUnmarshallingException => true,
        AmazonClientException client => client.InnerException is { } inner ? IsTransient(inner) : client.Message.Contains("CRC", StringComparison.Ordinal),
        AmazonServiceException { InnerException: { } inner } => IsTransient(inner),
        // Who cancelled is asked before: what is cancelled here is a request that took too long.
        HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException => true,
        _ => false,
    };

    /// <returns>What to do about a failure that does not pass; null if it is none of the service's.</returns>
    public static string? Explain(Exception e, string table, string place) => e switch
    {
        ResourceNotFoundException =>
            $"There is no table {table} in {place}. Check the name and the region, and that the stack is deployed.",
        AmazonDynamoDBException { ErrorCode: "ValidationException" } invalid when invalid.Message.Contains("size", StringComparison.OrdinalIgnoreCase) =>
            $"Table {table} in {place}: an item would be larger than DynamoDB takes, 400 KB. It says: {Sentence(invalid.Message)} Shorten the request's SQL or its columns, or ask for smaller blocks.",
        AmazonServiceException service when Forbidden.Contains(service.ErrorCode) =>
            $"Table {table} in {place} may not be used so: {Sentence(service.Message)} Give the role of this function the actions that the stack's template gives it, and look at the policy of the endpoint.",
        AmazonServiceException service => $"Table {table} in {place} failed ({service.ErrorCode}): {Sentence(service.Message)} See that it is the table that the stack's template makes.",
        AmazonClientException client => $"Table {table} in {place} cannot be asked: {Sentence(client.Message)} Check region and credentials.",
        _ => null,
    };

    /// <returns>What the service says, with the full stop that it often lacks.</returns>
    public static string Sentence(string message) => message.EndsWith('.') ? message : $"{message}.";
}
