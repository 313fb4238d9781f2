namespace Pipeline.Functions.Tests.Template;

/// <summary>Every reference has a target, and every parameter and condition is used.</summary>
public sealed class ReferencesTests
{
    [Fact]
    public void Every_reference_has_a_target_and_everything_is_used() =>
        Assert.Empty(new References(StackTemplate.FromRepository).Findings());

    [Theory]
    [InlineData("!Ref LogDays", "!Ref DaysOfLogs", "refers to DaysOfLogs, which does not exist")]
    [InlineData("!GetAtt DeadLetters.Arn", "!GetAtt Letters.Arn", "refers to Letters, which does not exist")]
    [InlineData("${StateMachine}", "${Machine}", "refers to Machine, which does not exist")]
    [InlineData(
        "!Ref WorkerFunction.Alias", "!Ref WorkersFunction.Alias",
        "refers to WorkersFunction.Alias, which does not exist")]
    [InlineData("!If [HasAlarmTopic", "!If [HasATopic", "names the condition HasATopic, which does not exist")]
    [InlineData(
        "Condition: MayHaveBurstCredits", "Condition: HasNoCredits",
        "names the condition HasNoCredits, which does not exist")]
    [InlineData("!If [CreateNetwork, !Ref Vpc, !Ref VpcId]", "!Ref Vpc", "refers to Vpc, which may not exist")]
    [InlineData(
        "!If [CreateFileSystem, !Ref FileSystem, !Ref FileSystemId]", "!Ref FileSystem",
        "refers to FileSystem, which may not exist")]
    [InlineData("!Ref ScheduleTimeZone", "UTC", "Nothing uses the parameter ScheduleTimeZone")]
    [InlineData("    Condition: MayHaveBurstCredits\n", "", "Nothing uses the condition MayHaveBurstCredits")]
    [InlineData("ManifestDays, LogDays, AlarmTopicArn", "ManifestDays, AlarmTopicArn", "LogDays has no group")]
    [InlineData("      Folder: { default: Folder of the data root }\n", "", "Folder has no label")]
    [InlineData("    Description: Daylight saving time is respected.\n", "", "ScheduleTimeZone has no description")]
    [InlineData(
        "    ConstraintDescription: A name from the IANA time zone database, such as Europe/Berlin.\n", "",
        "ScheduleTimeZone has a pattern")]
    public void A_broken_copy_is_reported(string old, string replacement, string finding) => Assert.Contains(
        new References(StackTemplate.FromRepository.With(old, replacement)).Findings(),
        found => found.Contains(finding, StringComparison.Ordinal));
}
