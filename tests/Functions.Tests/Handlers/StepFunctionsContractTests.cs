using System.Reflection;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>The declared Step Functions client matches Amazon's package (AWSSDK.StepFunctions 4.0.2.9).</summary>
public sealed class StepFunctionsContractTests
{
    [Theory]
    [InlineData(typeof(StartExecutionRequest), "string Input, string Name, string StateMachineArn, string TraceHeader")]
    [InlineData(typeof(StartExecutionResponse), "string ExecutionArn, DateTime? StartDate")]
    [InlineData(typeof(DescribeExecutionRequest), "string ExecutionArn, IncludedData IncludedData")]
    [InlineData(
        typeof(DescribeExecutionResponse),
        "string Cause, string Error, string ExecutionArn, string Input, CloudWatchEventsExecutionDataDetails " +
        "InputDetails, string MapRunArn, string Name, string Output, CloudWatchEventsExecutionDataDetails " +
        "OutputDetails, int? RedriveCount, DateTime? RedriveDate, ExecutionRedriveStatus RedriveStatus, string " +
        "RedriveStatusReason, DateTime? StartDate, string StateMachineAliasArn, string StateMachineArn, string " +
        "StateMachineVersionArn, ExecutionStatus Status, DateTime? StopDate, string TraceHeader")]
    [InlineData(typeof(StopExecutionRequest), "string Cause, string Error, string ExecutionArn")]
    [InlineData(typeof(StopExecutionResponse), "DateTime? StopDate")]
    [InlineData(typeof(RedriveExecutionRequest), "string ClientToken, string ExecutionArn")]
    [InlineData(typeof(RedriveExecutionResponse), "DateTime? RedriveDate")]
    [InlineData(
        typeof(ListExecutionsRequest),
        "string MapRunArn, int? MaxResults, string NextToken, ExecutionRedriveFilter RedriveFilter, string " +
        "StateMachineArn, ExecutionStatus StatusFilter")]
    [InlineData(typeof(ListExecutionsResponse), "List<ExecutionListItem> Executions, string NextToken")]
    [InlineData(
        typeof(ExecutionListItem),
        "string ExecutionArn, int? ItemCount, string MapRunArn, string Name, int? RedriveCount, DateTime? " +
        "RedriveDate, DateTime? StartDate, string StateMachineAliasArn, string StateMachineArn, string " +
        "StateMachineVersionArn, ExecutionStatus Status, DateTime? StopDate")]
    public void Declares_only_members_of_Amazons_package(Type type, string amazon)
    {
        Assert.Equal("AWSSDK.StepFunctions", type.Assembly.GetName().Name);
        var declared = type.GetProperties(
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(property =>
                $"{NameOf(property.PropertyType)} {property.Name}");
        Assert.Subset(amazon.Split(", ").ToHashSet(), declared.ToHashSet());
        Assert.NotNull(type.GetConstructor([]));
    }

    [Fact]
    public void Each_operation_takes_a_request_and_is_virtual()
    {
        foreach (var call in typeof(IAmazonStepFunctions).GetMethods())
        {
            var name = call.Name.Replace("Async", "", StringComparison.Ordinal);
            Assert.Equal(
                $"Task`1[Amazon.StepFunctions.Model.{name}Response] {call.Name}("
                + $"Amazon.StepFunctions.Model.{name}Request, System.Threading.CancellationToken)",
                call.ToString()!.Replace("System.Threading.Tasks.", "", StringComparison.Ordinal));
            Assert.True(
                typeof(AmazonStepFunctionsClient).GetMethod(
                    call.Name, [.. call.GetParameters().Select(parameter => parameter.ParameterType)])!.IsVirtual);
        }
    }

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? $"{NameOf(value)}?"
        : type == typeof(string) ? "string"
        : type == typeof(int) ? "int"
        : type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
