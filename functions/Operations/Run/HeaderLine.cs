using System.Text;
using Pipeline.Core.Formats;

namespace Pipeline.Operations.Run;

/// <summary>
/// Formats the optional line of column names before the records, with the dataset's delimiter and quote.
/// </summary>
internal static class HeaderLine
{
    public static byte[] Of(DelimitedFormat format) => Encoding.UTF8.GetBytes(
        string.Join((char)format.Delimiter, format.Columns.Select(column => Field(column.Name, format))) + "\n");

    private static string Field(string name, DelimitedFormat format)
    {
        if (format.Quote is not { } quote
            || name.AsSpan().IndexOfAny([(char)format.Delimiter, (char)quote, '\n', '\r']) < 0)
            return name;
        var mark = ((char)quote).ToString();
        return mark + name.Replace(mark, mark + mark, StringComparison.Ordinal) + mark;
    }
}
