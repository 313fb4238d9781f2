using Pipeline.Local.Scheduling;

namespace Pipeline.Local.Tests.Scheduling;

public sealed class ScheduleExpressionTests
{
    [Theory]
    [InlineData("at(2027-01-01T06:00:00)")]
    [InlineData("rate(1 day)")]
    [InlineData("rate(12 hours)")]
    [InlineData("rate(5 minutes)")]
    [InlineData("cron(0 3 * * ? *)")]
    [InlineData("cron(15,45 8-18/2 ? * MON-FRI 2026-2030)")]
    [InlineData("cron(0 22 L * ? *)")]
    [InlineData("cron(0 9 15W * ? *)")]
    [InlineData("cron(0 9 ? 1/3 6#3 *)")]
    public void Documented_expressions_are_valid(string expression) =>
        Assert.Null(ScheduleExpression.FindError(expression));

    [Theory]
    [InlineData("", "Expected at(2027-01-01T06:00:00), rate(1 day) or cron(0 3 * * ? *); found \"\".")]
    [InlineData("0 3 * * *", "Write a cron expression as cron(...) with six fields: minute")]
    [InlineData("0 3 * * ? *", "Write a cron expression as cron(...)")]
    [InlineData("daily", "found \"daily\".")]
    [InlineData("CRON(0 3 * * ? *)", "found \"CRON(0 3 * * ? *)\".")]
    [InlineData("cron(0 3 * * ? *) ", "found \"cron(0 3 * * ? *) \".")]
    [InlineData("cron(0 3 * * *)", "found 5 in")]
    [InlineData("cron(0 0 3 * * ? *)", "found 7 in")]
    [InlineData("cron(0 3 * * * *)", "found \"*\" and \"*\" in")]
    [InlineData("cron(0 3 ? * ? *)", "found \"?\" and \"?\" in")]
    [InlineData("cron(0 3h. * * ? *)", "found \"3h.\" in")]
    [InlineData("rate(1day)", "Expected a whole number of minutes, hours or days")]
    [InlineData("rate(0 days)", "Expected a whole number")]
    [InlineData("rate(1.5 hours)", "Expected a whole number")]
    [InlineData("rate(1 week)", "Expected a whole number")]
    [InlineData("at(2027-01-01)", "Expected a date and time without a zone")]
    [InlineData("at(2027-01-01T06:00:00Z)", "Set the zone with --time-zone.")]
    [InlineData("at(2027-02-29T06:00:00)", "Expected a date and time")]
    public void Other_expressions_are_rejected(string expression, string expected) =>
        Assert.Contains(expected, ScheduleExpression.FindError(expression), StringComparison.Ordinal);
}
