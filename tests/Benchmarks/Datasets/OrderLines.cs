namespace Pipeline.Benchmarks.Datasets;

/// <summary>Writes orders as records of delimited text and as JSON Lines.</summary>
internal static class OrderLines
{
    public static ReadOnlySpan<byte> CsvHeader => "order,ordered,customer,country,product,quantity,price,note\n"u8;

    public static void PutCsv(ref LineText line, in Order order)
    {
        line.Put(order.Number);
        line.Put(",2026-"u8);
        PutMonthAndDay(ref line, order.Day);
        line.Put(",C"u8);
        line.Put(order.Customer, digits: 7);
        line.Put(","u8);
        line.Put(Words.Countries[order.Country].Csv);
        line.Put(","u8);
        line.Put(Words.Products[order.Product].Csv);
        line.Put(","u8);
        line.Put(order.Quantity);
        line.Put(","u8);
        line.PutHundredths(order.Price);
        line.Put(","u8);
        line.Put(Words.Notes[order.Note].Csv);
        line.Put("\n"u8);
    }

    public static void PutJson(ref LineText line, in Order order)
    {
        line.Put("{\"order\":"u8);
        line.Put(order.Number);
        line.Put(",\"customer\":\"C"u8);
        line.Put(order.Customer, digits: 7);
        line.Put("\",\"country\":"u8);
        line.Put(Words.Countries[order.Country].Json);
        line.Put(",\"product\":"u8);
        line.Put(Words.Products[order.Product].Json);
        line.Put(",\"quantity\":"u8);
        line.Put(order.Quantity);
        line.Put(",\"price\":"u8);
        line.PutHundredths(order.Price);
        line.Put(",\"note\":"u8);
        line.Put(Words.Notes[order.Note].Json);
        line.Put("}\n"u8);
    }

    private static void PutMonthAndDay(ref LineText line, int day)
    {
        var date = new DateOnly(2026, 1, 1).AddDays(day);
        line.Put(date.Month, digits: 2);
        line.Put("-"u8);
        line.Put(date.Day, digits: 2);
    }
}
