using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Run;
using Pipeline.TestKit;
using Pipeline.TestKit.Guides;

namespace Pipeline.Operations.Tests.Run;

public sealed class RunSettingsTests
{
    private static readonly Guide Programs = Guide.Read("functions/Operations/Run/README.md");

    [Fact]
    public void Defaults_and_settings_are_those_of_the_guide()
    {
        var rows = Programs.Table("| setting |").ToDictionary(cells => cells[0].Trim('`'), cells => cells[1]);
        Assert.Equal("required", rows["program"]);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"`{RunSettingsReader.DefaultSeconds}`"),
            rows["timeLimit"]);
        Assert.Equal($"`\"{ByteSize.Format(RunSettingsReader.DefaultMemory)}\"`", rows["memoryLimit"]);
        Assert.Equal($"`\"{ByteSize.Format(RunSettingsReader.DefaultOutput)}\"`", rows["outputLimit"]);
        // The advice on an unknown field lists those that are known.
        var error = Assert.Throws<InvalidRequestException>(() => Read("""{ "type": "run", "zzzzzzzzzzzzzzzz": 1 }"""));
        var known = error.Errors.Single(found => found.Field.Contains("zzz", StringComparison.Ordinal)).Message;
        Assert.All(rows.Keys, name => Assert.Contains(name, known, StringComparison.Ordinal));
        Assert.Equal(rows.Count + 1, known.Split("Expected one of ")[1].Split(", ").Length);
        Assert.Contains(
            $"the last {ErrorTail.MaxBytes / 1024} KiB of standard error",
            Programs.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_is_written_in_the_formats_own_way() =>
        Assert.Equal(
            "a;\"b;c\";d,e\n",
            Encoding.UTF8.GetString(
                HeaderLine.Of(
                    new DelimitedFormat(
                        (byte)';',
                        (byte)'"',
                        true,
                        [.. ((string[])["a", "b;c", "d,e"]).Select(name => new Column(name, ColumnKind.Text))]))));

    private static RunSettings Read(string settings)
    {
        using var root = new TemporaryRoot();
        var request = new JobRequest(["x"], new OperationRequest("run", JsonElement.Parse(settings)));
        return RunSettingsReader.Read(
            new OperationContext(request, new JsonLinesFormat([]), root.Root, 1) { MayRunPrograms = true });
    }
}
