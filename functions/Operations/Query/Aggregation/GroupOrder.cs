using Pipeline.Core.Entries;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>Groups in the order of their keys.</summary>
/// <param name="firstNumber">The group number of the table's first key; 1 if group 0 has no key in the table.</param>
/// <param name="isText">Whether each key is a single text, stored as is; group 0 is then the group of NULL.</param>
/// <param name="hasFirst">Whether there is a group 0 without a key in the table.</param>
internal sealed class GroupOrder(GroupTable table, int firstNumber, bool isText, bool hasFirst)
{
    /// <summary>The number of keys to prefetch: in key order, keys are scattered over the memory.</summary>
    private const int Distance = 16;

    private readonly KeyRecord[] _sorted = table.Sorted();

    public int Count => _sorted.Length + (hasFirst ? 1 : 0);

    /// <summary>
    /// The number of the group at a position in the order. NULL comes after all texts; the group of all rows is the
    /// only one.
    /// </summary>
    public int GroupAt(int place)
    {
        if (place + 2 * Distance < _sorted.Length)
            table.Read(_sorted[place + 2 * Distance]);
        return place < _sorted.Length ? table.NumberOf(_sorted[place]) + firstNumber : 0;
    }

    /// <summary>
    /// The number of a group some positions ahead, whose key has been fetched, so that its states can be prefetched;
    /// any group near the end.
    /// </summary>
    public int GroupAhead(int place) =>
        place + Distance < _sorted.Length ? table.NumberOf(_sorted[place + Distance]) + firstNumber : firstNumber;

    /// <summary>Appends the key of the group at a position, with all components ascending and NULL last.</summary>
    public void WriteKey(int place, KeyWriter key)
    {
        if (place < _sorted.Length && isText)
            key.WriteText(_sorted[place].Key(table.Arena));
        else if (place < _sorted.Length)
            key.WriteRaw(_sorted[place].Key(table.Arena));
        else if (isText)
            key.WriteNull();
    }
}
