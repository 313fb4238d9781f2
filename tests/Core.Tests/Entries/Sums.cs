using System.Globalization;
using System.Text;
using Pipeline.Core.Entries;

namespace Pipeline.Core.Tests.Entries;

/// <summary>Adds decimal numbers; refuses to be asked about a single value.</summary>
internal sealed class Sums : IEntryCombiner
{
    private long _sum;
    private int _values;

    public void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _sum = long.Parse(value, CultureInfo.InvariantCulture);
        _values = 1;
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        _sum += long.Parse(value, CultureInfo.InvariantCulture);
        _values++;
    }

    public ReadOnlySpan<byte> Finish()
    {
        Assert.True(_values > 1);
        return Encoding.ASCII.GetBytes(_sum.ToString(CultureInfo.InvariantCulture));
    }
}
