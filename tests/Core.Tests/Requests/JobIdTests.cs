using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Requests;

public class JobIdTests
{
    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 23, 10, 5, TimeSpan.Zero);

    [Fact]
    public void A_new_id_is_valid_and_begins_with_the_time()
    {
        var id = JobId.New(new Clock(Now));
        Assert.Matches("^20261123-231005-[2-9b-z]{4}$", id);
        Assert.Equal(id, JobId.Check(id));
    }

    [Fact]
    public void Ids_of_one_second_differ() =>
        Assert.True(Enumerable.Range(0, 8).Select(_ => JobId.New(new Clock(Now))).Distinct().Count() > 1);

    [Fact]
    public void A_later_id_sorts_after_an_earlier_one() => Assert.True(
        string.CompareOrdinal(JobId.New(new Clock(Now)), JobId.New(new Clock(Now.AddSeconds(1)))) < 0);

    [Theory]
    [InlineData("a")]
    [InlineData("nightly_2026-11-23")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public void An_execution_name_is_an_id(string id) => Assert.True(JobId.IsValid(id));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../up")]
    [InlineData("a.b")]
    [InlineData("é")]
    [InlineData("line\n")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public void Anything_else_is_refused(string id)
    {
        Assert.False(JobId.IsValid(id));
        Assert.Equal(
            "jobId",
            Assert.Single(Assert.Throws<InvalidRequestException>(() => JobId.Check(id)).Errors).Field);
    }
}
