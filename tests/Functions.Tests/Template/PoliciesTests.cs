namespace Pipeline.Functions.Tests.Template;

/// <summary>No policy allows more than its purpose requires.</summary>
public sealed class PoliciesTests
{
    [Fact]
    public void No_policy_has_a_wildcard_without_a_reason() =>
        Assert.Empty(new Policies(StackTemplate.FromRepository).Findings());

    [Theory]
    [InlineData(
        "- dynamodb:UpdateItem", "- dynamodb:*", "WorkerRole/ReadBlocksAndWriteReceipts allows the action dynamodb:*")]
    [InlineData(
        "Action: states:StartExecution", "NotAction: states:StartExecution",
        "StateMachineRole/StartBlockExecutions allows everything except what it names")]
    [InlineData(
        "Resource: !GetAtt Table.Arn", "Resource: \"*\"",
        "WorkerRole/ReadBlocksAndWriteReceipts allows a wildcard resource")]
    [InlineData(
        "!Sub ${Table.Arn}/index/jobs-by-time", "!Sub ${Table.Arn}/*",
        "TableEndpoint/ManifestTableOnly allows a wildcard resource")]
    [InlineData(
        "stateMachine:${AWS::StackName}", "stateMachine:*",
        "StateMachineRole/StartBlockExecutions allows a wildcard resource")]
    [InlineData(
        "            Condition:\n              StringEquals: { aws:PrincipalAccount: !Ref AWS::AccountId }\n", "",
        "TableEndpoint/ManifestTableOnly allows everyone")]
    [InlineData(
        "execution:${AWS::StackName}/*", "execution:${AWS::StackName}/one",
        "StateMachineRole/RedriveBlockExecutions is listed with a wildcard but has none")]
    [InlineData("Sid: Trace", "Sid: Log", "StateMachineRole/Log is the name of two statements")]
    [InlineData(
        "      Role: !GetAtt WorkerRole.Arn\n", "      Policies: [AWSLambdaBasicExecutionRole]\n",
        "WorkerFunction has SAM policies")]
    [InlineData(
        "[!Ref FunctionPolicy, !Ref MountPolicy]", "[arn:aws:iam::aws:policy/AdministratorAccess]",
        "WorkerRole has a managed policy from outside the stack")]
    public void A_broken_copy_is_reported(string old, string replacement, string finding) => Assert.Contains(
        new Policies(StackTemplate.FromRepository.With(old, replacement)).Findings(),
        found => found.StartsWith(finding, StringComparison.Ordinal));

    [Theory]
    [InlineData("WorkerRole", "GetItem", "UpdateItem")]
    [InlineData("SplitterRole", "BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem")]
    [InlineData("AggregatorRole", "GetItem", "Query", "UpdateItem")]
    [InlineData("TableEndpoint", "BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem")]
    [InlineData("StateMachineRole")]
    [InlineData("ScheduleRole")]
    public void A_role_allows_exactly_the_table_actions_of_its_function(string role, params string[] actions) =>
        Assert.Equal(
            actions, new Policies(StackTemplate.FromRepository).TableActions(role).Order(StringComparer.Ordinal));
}
