namespace Pipeline.Functions.Tests.Template;

/// <summary>What a user leaves out is made, what he has is used, and what does not go together is refused before anything is made.</summary>
public sealed class ParameterChoicesTests
{
    private const string Network = "VpcId=vpc-1,FirstSubnetId=subnet-1,SecondSubnetId=subnet-2";

    [Theory]
    [InlineData("", "AccessPoint FileSystem FileSystemGroup FirstMountTarget FirstSubnet FirstSubnetRoutes Routes SecondMountTarget SecondSubnet SecondSubnetRoutes TableEndpoint Vpc")]
    [InlineData(Network, "AccessPoint FileSystem FileSystemGroup FirstMountTarget SecondMountTarget")]
    [InlineData(Network + ",RouteTableIds=rtb-1", "AccessPoint FileSystem FileSystemGroup FirstMountTarget SecondMountTarget TableEndpoint")]
    [InlineData(Network + ",FileSystemId=fs-1,FileSystemSecurityGroupId=sg-1", "AccessPoint BurstCreditsAlarm")]
    [InlineData(Network + ",FileSystemId=fs-1,FileSystemSecurityGroupId=sg-1,AccessPointId=fsap-1", "BurstCreditsAlarm")]
    [InlineData(Network + ",ThroughputMode=bursting", "AccessPoint BurstCreditsAlarm FileSystem FileSystemGroup FirstMountTarget SecondMountTarget")]
    [InlineData(Network + ",ScheduleExpression=rate(1 day),ScheduleRequest={}", "AccessPoint FileSystem FileSystemGroup FirstMountTarget Schedule SecondMountTarget")]
    public void What_the_user_has_is_not_made(string given, string made)
    {
        var choices = Given(given);
        Assert.Empty(choices.Refusals());
        Assert.Equal(made, string.Join(' ', choices.Made().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("VpcId=vpc-1,FirstSubnetId=subnet-1", "Your VPC needs two private subnets in two zones. The second is missing.")]
    [InlineData("VpcId=vpc-1,SecondSubnetId=subnet-1", "Your VPC needs two private subnets in two zones. The first is missing.")]
    [InlineData("SecondSubnetId=subnet-1", "Subnets go with your VPC. Name it, or leave them empty.")]
    [InlineData(Network + ",FileSystemId=fs-1", "Your file system in your VPC has mount targets already. Name their security group.")]
    [InlineData("AccessPointId=fsap-1", "An access point goes with your file system. Name it, or leave the access point empty.")]
    [InlineData("FirstZone=us-east-1b", "Name two zones or none.")]
    [InlineData("FirstZone=us-east-1b,SecondZone=us-east-1b", "Name two zones or none.")]
    [InlineData("SecondZone=us-east-1b", "Name two zones or none.")]
    [InlineData("ArchiveAfter=AFTER_90_DAYS,ThroughputMode=bursting", "EFS has its Archive only with elastic throughput.")]
    [InlineData("ArchiveAfter=AFTER_90_DAYS,InfrequentAccessAfter=NEVER", "Files come to Archive by way of Infrequent Access. Say after how long they go there.")]
    [InlineData("ScheduleExpression=rate(1 day)", "A schedule needs the request that its jobs get.")]
    public void What_does_not_go_together_is_refused(string given, string refusal) => Assert.Contains(refusal, Given(given).Refusals());

    private static ParameterChoices Given(string given) => new(StackTemplate.FromRepository, given.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]));
}
