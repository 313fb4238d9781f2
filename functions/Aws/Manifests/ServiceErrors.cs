using System.Net.Sockets;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Pipeline.Aws.Manifests;

/// <summary>Distinguishes transient errors of DynamoDB from others, and explains the others.</summary>
internal static class ServiceErrors
{
    /// <summary>Error codes of throttling for which the SDK has no exception class.</summary>
    private static readonly string[] Throttled =
        ["ThrottlingException", "Throttling", "RequestLimitExceeded", "SlowDown"];

    private static readonly string[] AccessDenied =
    [
        "AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException",
        "MissingAuthenticationTokenException",
    ];

    /// <returns>True for throttling, an error of the service, and a connection that failed or was dropped.</returns>
    public static bool IsTransient(Exception e) => e switch
    {
        ProvisionedThroughputExceededException or RequestLimitExceededException or InternalServerErrorException => true,
        AmazonServiceException service when (int)service.StatusCode >= 500 => true,
        AmazonServiceException service when Throttled.Contains(service.ErrorCode) => true,
        // A response that does not parse or does not match its checksum was truncated.
        AmazonUnmarshallingException => true,
        AmazonClientException client => client.InnerException is { } inner
            ? IsTransient(inner)
            : client.Message.Contains("CRC", StringComparison.Ordinal),
        AmazonServiceException { InnerException: { } inner } => IsTransient(inner),
        // The caller has checked its own token before, so a cancellation here is the timeout of a request.
        HttpRequestException or IOException or SocketException => true,
        TimeoutException or OperationCanceledException => true,
        _ => false,
    };

    /// <returns>What to do about an error that is not transient; null if it is not an error of the service.</returns>
    public static string? Explain(Exception e, string table, string place) => e switch
    {
        ResourceNotFoundException =>
            $"Table {table} does not exist in {place}. Check the name and the Region, and that the stack is deployed.",
        AmazonDynamoDBException invalid when IsTooLarge(invalid) =>
            $"Table {table} in {place}: an item would exceed DynamoDB's limit of 400 KB. DynamoDB reports: "
            + $"{Sentence(invalid.Message)} Shorten the request's SQL or its columns, or request smaller blocks.",
        AmazonServiceException service when AccessDenied.Contains(service.ErrorCode) =>
            $"Access to table {table} in {place} is denied: {Sentence(service.Message)} Give the function's role the "
            + "actions that the stack's template gives it, and check the policy of the endpoint.",
        AmazonServiceException service =>
            $"Table {table} in {place} failed ({service.ErrorCode}): {Sentence(service.Message)} Check that it is the "
            + "table that the stack created.",
        AmazonClientException client =>
            $"Table {table} in {place} cannot be reached: {Sentence(client.Message)} Check the Region and credentials.",
        _ => null,
    };

    /// <returns>The service's message, with the full stop that it often lacks.</returns>
    public static string Sentence(string message) => message.EndsWith('.') ? message : $"{message}.";

    private static bool IsTooLarge(AmazonDynamoDBException error) =>
        error.ErrorCode == "ValidationException" && error.Message.Contains("size", StringComparison.OrdinalIgnoreCase);
}
