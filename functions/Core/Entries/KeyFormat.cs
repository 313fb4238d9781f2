namespace Pipeline.Core.Entries;

/// <summary>
/// Keys that compare as bytes the way their values compare: components, one after another, none the beginning of
/// another. A component is a mark (<see cref="NullFirst"/>, <see cref="Present"/> or <see cref="NullLast"/>) and, when
/// present, a payload; a descending component has all bytes of its payload inverted.
/// <list type="bullet">
/// <item>Text: its bytes, 00 as 00 FF, then 00 01.</item>
/// <item>Boolean: 00 or 01.</item>
/// <item>
/// Number: a sign (01, 02, 03 for below, equal to and above zero), and unless zero the exponent e and the digits of
/// 0.d1d2... x 100^e in base 100, none of them leading or trailing zeros, each plus one, then 00. The exponent is one
/// byte, e + 128, or 00 or FF and four bytes, e + 2^31 big-endian. Below zero all after the sign is inverted.
/// </item>
/// </list>
/// </summary>
internal static class KeyFormat
{
    public const byte NullFirst = 0x01;
    public const byte Present = 0x02;
    public const byte NullLast = 0x03;

    public const byte Escape = 0x00;
    public const byte EscapedZero = 0xFF;
    public const byte TextEnd = 0x01;

    public const byte BelowZero = 0x01;
    public const byte Zero = 0x02;
    public const byte AboveZero = 0x03;

    /// <summary>Exponents that one byte holds: from -127 to 126.</summary>
    public const int ExponentBias = 128;
    public const byte LowExponent = 0x00;
    public const byte HighExponent = 0xFF;
    public const byte DigitsEnd = 0x00;
}
