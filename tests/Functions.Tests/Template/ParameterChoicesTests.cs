namespace Pipeline.Functions.Tests.Template;

/// <summary>
/// The stack creates what the user leaves out, uses what exists, and rejects invalid combinations before it creates
/// anything.
/// </summary>
public sealed class ParameterChoicesTests
{
    private const string Network = "VpcId=vpc-1,FirstSubnetId=subnet-1,SecondSubnetId=subnet-2";

    [Theory]
    [InlineData(
        "",
        "AccessPoint FileSystem FileSystemGroup FirstMountTarget FirstSubnet FirstSubnetRoutes Routes " +
        "SecondMountTarget SecondSubnet SecondSubnetRoutes TableEndpoint Vpc")]
    [InlineData(Network, "AccessPoint FileSystem FileSystemGroup FirstMountTarget SecondMountTarget")]
    [InlineData(
        Network + ",RouteTableIds=rtb-1",
        "AccessPoint FileSystem FileSystemGroup FirstMountTarget SecondMountTarget TableEndpoint")]
    [InlineData(Network + ",FileSystemId=fs-1,FileSystemSecurityGroupId=sg-1", "AccessPoint BurstCreditsAlarm")]
    [InlineData(
        Network + ",FileSystemId=fs-1,FileSystemSecurityGroupId=sg-1,AccessPointId=fsap-1", "BurstCreditsAlarm")]
    [InlineData(
        Network + ",ThroughputMode=bursting",
        "AccessPoint BurstCreditsAlarm FileSystem FileSystemGroup FirstMountTarget SecondMountTarget")]
    [InlineData(
        Network + ",ScheduleExpression=rate(1 day),ScheduleRequest={}",
        "AccessPoint FileSystem FileSystemGroup FirstMountTarget Schedule SecondMountTarget")]
    public void Creates_only_what_the_user_does_not_have(string given, string created)
    {
        var choices = Given(given);
        Assert.Empty(choices.Violations());
        Assert.Equal(created, string.Join(' ', choices.CreatedResources().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(
        "VpcId=vpc-1,FirstSubnetId=subnet-1",
        "Your VPC requires two private subnets in two zones. The second one is missing.")]
    [InlineData(
        "VpcId=vpc-1,SecondSubnetId=subnet-1",
        "Your VPC requires two private subnets in two zones. The first one is missing.")]
    [InlineData("SecondSubnetId=subnet-1", "Subnets require VpcId. Set it, or leave the subnets empty.")]
    [InlineData(
        Network + ",FileSystemId=fs-1",
        "With your VPC, your file system requires FileSystemSecurityGroupId.")]
    [InlineData(
        "AccessPointId=fsap-1", "An access point requires FileSystemId. Set it, or leave the access point empty.")]
    [InlineData("FirstZone=us-east-1b", "Set two different zones, or none.")]
    [InlineData("FirstZone=us-east-1b,SecondZone=us-east-1b", "Set two different zones, or none.")]
    [InlineData("SecondZone=us-east-1b", "Set two different zones, or none.")]
    [InlineData(
        "ArchiveAfter=AFTER_90_DAYS,ThroughputMode=bursting", "The Archive storage class requires elastic throughput.")]
    [InlineData(
        "ArchiveAfter=AFTER_90_DAYS,InfrequentAccessAfter=NEVER",
        "Archive requires Infrequent Access. Set InfrequentAccessAfter.")]
    [InlineData("ScheduleExpression=rate(1 day)", "A schedule requires ScheduleRequest.")]
    public void Rejects_invalid_combinations(string given, string violation) =>
        Assert.Contains(violation, Given(given).Violations());

    private static ParameterChoices Given(
        string given) => new(StackTemplate.FromRepository, given.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]));
}
