namespace Pipeline.Core.Reading.Bytes;

/// <summary>
/// The vector operations of the JSON reader. Each inspects <see cref="Width"/> bytes and returns a mask with bit i for
/// byte i. There is one implementation per vector width, and generic code is compiled for each.
/// </summary>
internal interface IByteVector
{
    /// <summary>Vector width in bytes; less than 64.</summary>
    static abstract int Width { get; }

    /// <summary>Finds the bytes that end or interrupt a JSON string: quotes, backslashes, control characters.</summary>
    static abstract ulong TextStops(ref byte bytes);

    /// <summary>Finds the bytes that are not ASCII.</summary>
    static abstract ulong NonAscii(ref byte bytes);

    /// <summary>Finds the bytes that are equal in both inputs.</summary>
    static abstract ulong Equal(ref byte bytes, ref byte others);
}
