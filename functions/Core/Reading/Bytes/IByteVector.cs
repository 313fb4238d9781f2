namespace Pipeline.Core.Reading.Bytes;

/// <summary>
/// What reading JSON asks of the <see cref="Width"/> bytes from some place on, as bit masks: bit i for the byte at i.
/// One implementation for each width of vectors; code is compiled for each of them.
/// </summary>
internal interface IByteVector
{
    /// <summary>Less than 64.</summary>
    static abstract int Width { get; }

    /// <summary>The bytes that cannot simply be a part of a JSON text: quotes, backslashes, control characters.</summary>
    static abstract ulong TextStops(ref byte bytes);

    /// <summary>The bytes of UTF-8 that are not ASCII.</summary>
    static abstract ulong NonAscii(ref byte bytes);

    /// <summary>The bytes that are the same.</summary>
    static abstract ulong Equal(ref byte bytes, ref byte others);
}
