using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Requests;

public class TimeZonesTests
{
    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Etc/GMT+5")]
    public void A_zone_is_found_by_its_name(string name)
    {
        Assert.True(TimeZones.TryFind(name, out var zone, out var error));
        Assert.Equal((name, ""), (zone.Id, error));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("europe/berlin")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("localtime")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("zone.tab")]
    [InlineData("Europe")]
    [InlineData("Europe/../Europe/Berlin")]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("UTC\n")]
    public void What_names_no_zone_is_refused(string name)
    {
        Assert.False(TimeZones.TryFind(name, out _, out var error));
        Assert.StartsWith("Expected the IANA name of a time zone", error, StringComparison.Ordinal);
    }
}
