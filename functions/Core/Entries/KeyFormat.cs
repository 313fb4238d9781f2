namespace Pipeline.Core.Entries;

/// <summary>
/// The format of keys whose bytes compare like their values. A key is a sequence of components, none of which is a
/// prefix of another. A component is a mark (<see cref="NullFirst"/>, <see cref="Present"/> or <see cref="NullLast"/>)
/// and, if present, a payload. In a descending component, all bytes of the payload are inverted.
/// <list type="bullet">
/// <item>Text: its bytes, with 00 escaped as 00 FF, then 00 01.</item>
/// <item>Boolean: 00 or 01.</item>
/// <item>
/// Number: a sign (01, 02, 03 for below, equal to and above zero). Unless the number is zero, the exponent e follows,
/// and the digits of 0.d1d2... x 100^e in base 100, without leading and trailing zeros, each plus one, then 00. The
/// exponent is one byte, e + 128, or 00 or FF and four bytes, e + 2^31 big-endian. In a negative number, everything
/// after the sign is inverted.
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

    /// <summary>The exponents that fit one byte: -127 to 126.</summary>
    public const int ExponentBias = 128;
    public const byte LowExponent = 0x00;
    public const byte HighExponent = 0xFF;
    public const byte DigitsEnd = 0x00;
}
