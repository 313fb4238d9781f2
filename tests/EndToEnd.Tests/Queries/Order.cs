using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.EndToEnd.Tests.Queries;

/// <summary>A record of the generated dataset. NULLs occur where the type allows them.</summary>
public sealed record Order(
    int Id,
    string Customer,
    string? Country,
    int? Quantity,
    decimal? Price,
    bool? Paid,
    string? Comment)
{
    public const string Header = "id,customer,country,quantity,price,paid,comment";

    /// <summary>The columns for DuckDB's readers: exact types, so that its sums are exact too.</summary>
    public const string DuckDbColumns =
        "{id: 'INTEGER', customer: 'VARCHAR', country: 'VARCHAR', quantity: 'INTEGER', price: 'DECIMAL(9,2)', paid: "
            + "'BOOLEAN', comment: 'VARCHAR'}";

    private static readonly string[] Customers = ["Ada", "Bob", "Zoë", "Łukasz", "山田", "O'Neil", "d, e", "Ω mega"];
    private static readonly string[] Countries = ["AT", "CH", "Österreich", "日本", "United States", "Åland"];
    private static readonly string[] Words =
    [
        "fine",
        "\n",
        ",",
        "\"",
        "late, but ok",
        "she said \"no\"",
        "\n\n",
        "ü",
        "日本語",
        "🚚",
        "x\ty",
        "\",\"",
        "1,2,3\n4,5,6",
        "%",
        "it's",
    ];

    /// <summary>Always the same orders for the same count.</summary>
    public static IReadOnlyList<Order> Generate(int count)
    {
        var random = new Random(20261);
        return
        [
            .. Enumerable
                .Range(1, count)
                .Select(id => new Order(
                    id,
                    $"{Customers[random.Next(Customers.Length)]} {random.Next(count / 8 + 1)}",
                    Maybe(random, 15) ? Countries[random.Next(Countries.Length)] : null,
                    Maybe(random, 20) ? random.Next(0, 9) : null,
                    Maybe(random, 25) ? random.Next(-5_000, 25_000) / 100m : null,
                    Maybe(random, 10) ? random.Next(2) == 1 : null,
                    Maybe(random, 4)
                        ? $"{id % 7}{string.Join(' ', random.GetItems(Words, random.Next(1, 6)))}."
                        : null)),
        ];
    }

    public static string Csv(IEnumerable<Order> orders, string newline = "\n", bool finalNewline = true)
    {
        var text = string.Join(newline, orders.Select(order => order.CsvRecord()).Prepend(Header));
        return finalNewline ? text + newline : text;
    }

    public static string JsonLines(IEnumerable<Order> orders) =>
        string.Concat(orders.Select(order => order.JsonRecord() + "\n"));

    private string CsvRecord() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Id},{Field(Customer)},{Country},{Quantity},{Price:0.00},"
                + $"{(Paid is { } paid ? paid ? "true" : "false" : "")},{(Comment is null ? "" : Quoted(Comment))}");

    /// <summary>
    /// NULLs are sometimes null and sometimes not there; text is sometimes escaped and sometimes not.
    /// </summary>
    private string JsonRecord()
    {
        var record = new JsonObject();
        foreach (var (name, value) in (ReadOnlySpan<(string, JsonNode?)>)
                [
                    ("id", Id),
                    ("customer", Customer),
                    ("country", Country),
                    ("quantity", Quantity),
                    (
                        "price",
                        Price is { } price ? JsonNode.Parse(price.ToString("0.00", CultureInfo.InvariantCulture)) : null
                    ),
                    ("paid", Paid),
                    ("comment", Comment),
                ])
        {
            if (value is not null || Id % 3 == 1)
                record.Add(name, value);
        }
        return record.ToJsonString(Id % 2 == 0 ? JsonSerializerOptions.Default : Readable);
    }

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Field(string text) => text.AsSpan().ContainsAny(",\"\n") ? Quoted(text) : text;

    private static string Quoted(string text) =>
        new StringBuilder(text).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();

    /// <summary>False once in so many times.</summary>
    private static bool Maybe(Random random, int times) => random.Next(times) != 0;
}
