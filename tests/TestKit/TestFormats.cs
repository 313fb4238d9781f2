using Pipeline.Core.Formats;
using Pipeline.Core.Requests;

namespace Pipeline.TestKit;

public static class TestFormats
{
    /// <summary>Comma and double quote, columns <c>c1, c2, …</c>.</summary>
    public static DelimitedFormat Csv(int columns, bool header = false, byte? quote = (byte)'"') =>
        new(
            (byte)',',
            quote,
            header,
            [.. Enumerable.Range(1, columns).Select(i => new Column($"c{i}", ColumnKind.Text))]);

    public static JsonLinesFormat JsonLines(params string[] paths) =>
        new([.. paths.Select(path => new Column(path, ColumnKind.Text))]);
}
