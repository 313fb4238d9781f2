using System.Text;
using Pipeline.Core.Formats;

namespace Pipeline.Operations.Run;

/// <summary>The line of column names that a program may want before the records, in the dataset's own delimiter and quotes.</summary>
internal static class HeaderLine
{
    public static byte[] Of(DelimitedFormat format) => Encoding.UTF8.GetBytes(
        string.Join((char)format.Delimiter, format.Columns.Select(column => Field(column.Name, format))) + "\n");

    private static string Field(string name, DelimitedFormat format)
    {
        if (format.Quote is not { } quote || name.AsSpan().IndexOfAny([(char)format.Delimiter, (char)quote, '\n', '\r']) < 0)
            return name;
        var mark = ((char)quote).ToString();
        return mark + name.Replace(mark, mark + mark, StringComparison.Ordinal) + mark;
    }
}
