using Pipeline.Core.Entries;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>Groups in the order of their keys.</summary>
/// <param name="firstNumber">Of the group of the table's first key; 1 where group 0 has no key in the table.</param>
/// <param name="isText">Whether keys are single texts, as they lie in the table; group 0 is then that of NULL.</param>
/// <param name="hasFirst">Whether there is a group 0 without a key in the table.</param>
internal sealed class GroupOrder(GroupTable table, int firstNumber, bool isText, bool hasFirst)
{
    /// <summary>In key order the keys lie anywhere: so many of them are on their way from memory at once.</summary>
    private const int Distance = 16;

    private readonly KeyRecord[] _sorted = table.Sorted();

    public int Count => _sorted.Length + (hasFirst ? 1 : 0);

    /// <summary>
    /// The number of the group at a place in the order. NULL comes after all texts, and the group of all rows is alone.
    /// </summary>
    public int GroupAt(int place)
    {
        if (place + 2 * Distance < _sorted.Length)
            table.Read(_sorted[place + 2 * Distance]);
        return place < _sorted.Length ? table.NumberOf(_sorted[place]) + firstNumber : 0;
    }

    /// <summary>
    /// The number of a group some places further, whose key is there by now, for its states to be brought; any group
    /// near the end.
    /// </summary>
    public int GroupAhead(int place) =>
        place + Distance < _sorted.Length ? table.NumberOf(_sorted[place + Distance]) + firstNumber : firstNumber;

    /// <summary>Appends the key of the group at a place, all components ascending and NULL last.</summary>
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
