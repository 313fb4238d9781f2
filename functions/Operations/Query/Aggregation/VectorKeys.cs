using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>Moves values between vectors and keys.</summary>
internal static class VectorKeys
{
    /// <summary>Appends a row's value as a component. The value must not be a fault.</summary>
    public static void Write(KeyWriter key, Vector vector, int row, bool descending = false, bool nullsFirst = false)
    {
        if (vector.States[row] != RowState.Value)
        {
            key.WriteNull(nullsFirst);
            return;
        }
        switch (vector)
        {
            case TextVector texts:
                key.WriteText(texts[row], descending);
                break;
            case NumberVector { Wide: null } numbers:
                key.WriteNumber(numbers.Units[row], numbers.Scale, descending);
                break;
            case NumberVector numbers:
                key.WriteNumber(numbers[row].Units, numbers[row].Scale, descending);
                break;
            case BooleanVector booleans:
                key.WriteBoolean(booleans.Values[row], descending);
                break;
        }
    }

    /// <summary>Sets a row to the value of the next component, which is ascending and of the vector's kind.</summary>
    public static void Read(ref KeyReader key, Vector vector, int row, ref byte[] scratch)
    {
        if (key.TryReadNull())
        {
            vector.SetState(row, RowState.Null);
            return;
        }
        switch (vector)
        {
            case TextVector texts:
                texts.Set(row, key.ReadText(ref scratch));
                break;
            case NumberVector numbers:
                if (!key.TryReadNumber(out var units, out var scale))
                    numbers.Set(row, ReadNumber(ref key));
                else if (scale is >= 0 and <= DecimalText.MaxDigits)
                    numbers.Set(row, units, scale);
                else
                    numbers.Set(row, new Number(units, scale));
                break;
            case BooleanVector booleans:
                booleans.Set(row, key.ReadBoolean());
                break;
        }
    }

    private static Number ReadNumber(ref KeyReader key)
    {
        var (units, scale) = key.ReadNumber();
        return new Number(units, scale);
    }
}
