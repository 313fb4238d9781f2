using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Pipeline.Core.Requests;
using Pipeline.Core.Texts;

namespace Pipeline.Operations.Tests.Query.Output;

public class FormatterTests
{
    [Fact]
    public void Csv_quotes_only_what_it_must()
    {
        const string table = "s\nplain\nsay \"hi\"\n'\n''\n\n\" \nä";
        Assert.Equal(
            "s\nplain\n\"say \"\"hi\"\"\"\n'\n\"\"\n\n\"\"\" \"\nä\n",
            QueryRunner.Run("SELECT s FROM dataset", table));
        Assert.Equal(
            "\"a,b\",\"q\"\"\",e\n\"1,2\",\"x\ny\",\"\"\n",
            QueryRunner.Run("SELECT '1,2' AS \"a,b\", 'x\ny' AS \"q\"\"\", '' AS e FROM dataset", "s\nplain"));
    }

    [Fact]
    public void Number_columns_of_the_file_keep_their_bytes_where_JSON_knows_them_as_numbers()
    {
        const string table = "n:number\n1.50\n1e5\n-0\n007\n+3\n.5\n5.\n 12 \nNaN\n\n''";
        Assert.Equal(
            "{\"n\":1.50}\n{\"n\":1e5}\n{\"n\":-0}\n{\"n\":7}\n{\"n\":3}\n{\"n\":0.5}\n{\"n\":5}\n{\"n\":12}\n"
                + "{\"n\":\"NaN\"}\n{\"n\":null}\n{\"n\":\"\"}\n",
            QueryRunner.Run("SELECT n FROM dataset", table, OutputFormat.JsonLines));
    }

    [Fact]
    public void Boolean_columns_of_the_file_are_JSON_booleans() => Assert.Equal(
        "{\"b\":true}\n{\"b\":false}\n{\"b\":\"yes\"}\n{\"b\":null}\n",
        QueryRunner.Run("SELECT b FROM dataset", "b:boolean\nTRUE\nfalse\nyes\n", OutputFormat.JsonLines));

    [Fact]
    public void Computed_values_are_JSON_values_of_their_kinds() =>
        Assert.Equal(
            "{\"n\":1.5,\"s\":\"x\\\"\",\"b\":true,\"z\":null}\n",
            QueryRunner.Run(
                "SELECT n + 0 AS n, s || '\"' AS s, n > 1 AS b, NULLIF(n, 1.5) AS z FROM dataset",
                "n:number,s\n1.50,x",
                OutputFormat.JsonLines));

    [Fact]
    public void Any_text_is_read_back_from_JSON()
    {
        Gen.String.Sample(text =>
        {
            // Lone surrogates are invalid in every encoding.
            var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            Assert.Equal(expected, JsonSerializer.Deserialize<string>(Json(Encoding.UTF8.GetBytes(text))));
        });
    }

    [Fact]
    public void Any_bytes_become_valid_JSON()
    {
        Gen.OneOf<byte>(0, 31, 32, 34, 92, 127, 128, 0xC3, 0xA4, 0xE2, 0x82, 0xAC, 0xF0, 0xFF)
            .Array[0, 8]
            .Sample(bytes =>
                Assert.Equal(Encoding.UTF8.GetString(bytes), JsonSerializer.Deserialize<string>(Json(bytes))));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-0.0e-7", true)]
    [InlineData("10E+2", true)]
    [InlineData("01", false)]
    [InlineData("1.", false)]
    [InlineData(".1", false)]
    [InlineData("1e", false)]
    [InlineData("1e+", false)]
    [InlineData("+1", false)]
    [InlineData("-", false)]
    [InlineData("", false)]
    [InlineData("1 ", false)]
    [InlineData("1x", false)]
    public void A_number_is_what_JSON_says(string text, bool expected) =>
        Assert.Equal(expected, JsonText.IsNumber(Encoding.UTF8.GetBytes(text)));

    private static byte[] Json(byte[] text)
    {
        var target = new ArrayBufferWriter<byte>();
        JsonText.Write(text, target);
        return target.WrittenSpan.ToArray();
    }
}
