namespace Pipeline.Functions.Tests.Template;

/// <summary>Every reference leads somewhere, and nothing is there that nothing uses.</summary>
public sealed class ReferencesTests
{
    [Fact]
    public void Every_reference_leads_to_something_that_is_there_and_everything_is_used() =>
        Assert.Empty(new References(StackTemplate.FromRepository).Findings());

    [Theory]
    [InlineData("!Ref LogDays", "!Ref DaysOfLogs", "refers to DaysOfLogs, which is not there")]
    [InlineData("!GetAtt DeadLetters.Arn", "!GetAtt Letters.Arn", "refers to Letters, which is not there")]
    [InlineData("${StateMachine}", "${Machine}", "refers to Machine, which is not there")]
    [InlineData("!Ref WorkerFunction.Alias", "!Ref WorkersFunction.Alias", "refers to WorkersFunction.Alias, which is not there")]
    [InlineData("!If [HasAlarmTopic", "!If [HasATopic", "names the condition HasATopic, which is not there")]
    [InlineData("Condition: MayHaveBurstCredits", "Condition: HasNoCredits", "names the condition HasNoCredits, which is not there")]
    [InlineData("!If [CreateNetwork, !Ref Vpc, !Ref VpcId]", "!Ref Vpc", "refers to Vpc, which may not be there")]
    [InlineData("!If [CreateFileSystem, !Ref FileSystem, !Ref FileSystemId]", "!Ref FileSystem", "refers to FileSystem, which may not be there")]
    [InlineData("!Ref ScheduleTimeZone", "UTC", "Nothing uses the parameter ScheduleTimeZone")]
    [InlineData("    Condition: MayHaveBurstCredits\n", "", "Nothing uses the condition MayHaveBurstCredits")]
    [InlineData("ManifestDays, LogDays, AlarmTopicArn", "ManifestDays, AlarmTopicArn", "LogDays has no place in a group")]
    [InlineData("      Folder: { default: Folder that is the data root }\n", "", "Folder has no place in a label")]
    [InlineData("    Description: Summer time is minded.\n", "", "ScheduleTimeZone has no description")]
    [InlineData("    ConstraintDescription: A name of the IANA time zone database, such as Europe/Berlin.\n", "", "ScheduleTimeZone has a pattern")]
    public void A_broken_copy_is_reported(string old, string replacement, string finding) => Assert.Contains(
        new References(StackTemplate.FromRepository.With(old, replacement)).Findings(),
        found => found.Contains(finding, StringComparison.Ordinal));
}
