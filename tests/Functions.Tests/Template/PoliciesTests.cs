namespace Pipeline.Functions.Tests.Template;

/// <summary>No policy is wider than what it is for.</summary>
public sealed class PoliciesTests
{
    [Fact]
    public void No_policy_has_a_wildcard_without_a_reason() => Assert.Empty(new Policies(StackTemplate.FromRepository).Findings());

    [Theory]
    [InlineData("- dynamodb:UpdateItem", "- dynamodb:*", "WorkerRole/ReadBlocksAndWriteReceipts allows the action dynamodb:*")]
    [InlineData("Action: states:StartExecution", "NotAction: states:StartExecution", "StateMachineRole/StartBlockExecutions allows all but what it names")]
    [InlineData("Resource: !GetAtt Table.Arn", "Resource: \"*\"", "WorkerRole/ReadBlocksAndWriteReceipts allows a wildcard resource")]
    [InlineData("!Sub ${Table.Arn}/index/jobs-by-time", "!Sub ${Table.Arn}/*", "TableEndpoint/ManifestTableOnly allows a wildcard resource")]
    [InlineData("stateMachine:${AWS::StackName}", "stateMachine:*", "StateMachineRole/StartBlockExecutions allows a wildcard resource")]
    [InlineData("            Condition:\n              StringEquals: { aws:PrincipalAccount: !Ref AWS::AccountId }\n", "", "TableEndpoint/ManifestTableOnly allows everybody")]
    [InlineData("execution:${AWS::StackName}/*", "execution:${AWS::StackName}/one", "StateMachineRole/RedriveBlockExecutions is on the list of wildcards and has none")]
    [InlineData("Sid: Trace", "Sid: Log", "StateMachineRole/Log is the name of two statements")]
    [InlineData("      Role: !GetAtt WorkerRole.Arn\n", "      Policies: [AWSLambdaBasicExecutionRole]\n", "WorkerFunction has policies of SAM")]
    [InlineData("[!Ref FunctionPolicy, !Ref MountPolicy]", "[arn:aws:iam::aws:policy/AdministratorAccess]", "WorkerRole has a policy that is managed elsewhere")]
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
    public void A_role_may_do_with_the_table_what_its_function_does_and_no_more(string role, params string[] actions) =>
        Assert.Equal(actions, new Policies(StackTemplate.FromRepository).TableActions(role).Order(StringComparer.Ordinal));
}
