using System.Buffers;
using Pipeline.Core.Manifests;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Output;

/// <summary>Formats the rows of a result, and what surrounds them, as text. Shared by threads.</summary>
internal abstract class RowFormatter
{
    /// <summary>The start of a result.</summary>
    public virtual ReadOnlySpan<byte> Head => default;

    /// <summary>Before the first row.</summary>
    public virtual ReadOnlySpan<byte> BeforeFirst => default;

    /// <summary>Between two rows.</summary>
    public virtual ReadOnlySpan<byte> Between => "\n"u8;

    /// <summary>After the last row.</summary>
    public virtual ReadOnlySpan<byte> AfterLast => "\n"u8;

    /// <summary>The end of a result.</summary>
    public virtual ReadOnlySpan<byte> Tail => default;

    public static RowFormatter Create(OutputFormat format, IReadOnlyList<ResultColumn> columns) => format switch
    {
        OutputFormat.Json => new JsonArrayFormatter(columns),
        OutputFormat.JsonLines => new JsonFormatter(columns),
        _ => new CsvFormatter(columns),
    };

    /// <summary>Appends one row, without a line end.</summary>
    public abstract void Format(OutputColumn[] columns, int row, ArrayBufferWriter<byte> target);

    private protected static void Write(NumberVector numbers, int row, ArrayBufferWriter<byte> target)
    {
        if (numbers.Wide is null)
            target.Advance(
                DecimalText.Format(numbers.Units[row], numbers.Scale, target.GetSpan(DecimalText.MaxLength)));
        else
            Write(numbers[row], target);
    }

    private protected static void Write(Number number, ArrayBufferWriter<byte> target) =>
        target.Advance(number.Format(target.GetSpan(number.MaxLength)));

    private protected static void Write(byte value, ArrayBufferWriter<byte> target)
    {
        target.GetSpan(1)[0] = value;
        target.Advance(1);
    }
}
