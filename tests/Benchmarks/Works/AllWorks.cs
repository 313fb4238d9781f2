using Pipeline.Benchmarks.Contestants;
using Pipeline.Benchmarks.Datasets;

namespace Pipeline.Benchmarks.Works;

/// <summary>
/// The rows of the table. Every contestant gets the format and the kinds of all columns, so none has to detect them.
/// DuckDB gets decimals where they make it faster (then the answers are equal to the last digit, but for averages,
/// which it computes as doubles) and doubles where those do.
/// </summary>
internal static class AllWorks
{
    /// <summary>Far more than the rounding of sums of ten million doubles, far less than any record lost.</summary>
    private const double DoublesTolerance = 1e-9;

    private static readonly string[] MeasurementsFormat =
    [
        "--format",
        "csv",
        "--delimiter",
        ";",
        "--quote",
        "",
        "--no-header",
        "--columns",
        "station,t",
        "--types",
        "station=text,t=number",
    ];

    private static readonly string[] OrdersFormat =
    [
        "--format",
        "csv",
        "--delimiter",
        ",",
        "--quote",
        "\"",
        "--header",
        "--types",
        "customer=text,country=text,quantity=number,price=number",
    ];

    private static readonly string[] JsonFormat =
    [
        "--format",
        "jsonl",
        "--columns",
        "country,quantity,price",
        "--types",
        "country=text,quantity=number,price=number",
    ];

    public static IReadOnlyList<Work> Over(Dataset measurements, Dataset orders, Dataset jsonOrders) =>
        [
            new(
                "measurements: MIN, AVG, MAX per station",
                measurements,
                "SELECT station, MIN(t), AVG(t), MAX(t) FROM dataset GROUP BY station",
                MeasurementsFormat,
                $"SELECT station, MIN(t), AVG(t), MAX(t) FROM read_csv({Text(measurements)}, delim = ';', header = "
                    + $"false, quote = '', escape = '', auto_detect = false, columns = {{'station': 'VARCHAR', 't': "
                    + $"'DECIMAL(9, 1)'}}) GROUP BY station",
                DoublesTolerance,
                Target: 5,
                MawkProgram: MawkMeans),
            new(
                "orders: SUM(quantity * price) per country",
                orders,
                "SELECT country, SUM(quantity * price) FROM dataset GROUP BY country",
                OrdersFormat,
                $"SELECT country, SUM(quantity * price) FROM {Csv(orders, "DECIMAL(12, 2)")} GROUP BY country",
                Tolerance: 0,
                Target: 2),
            new(
                "orders: filter on two columns and count",
                orders,
                "SELECT COUNT(*) FROM dataset WHERE country = 'Germany' AND quantity >= 10",
                OrdersFormat,
                $"SELECT COUNT(*) FROM {Csv(orders, "DOUBLE")} WHERE country = 'Germany' AND quantity >= 10",
                Tolerance: 0,
                Target: 2,
                HasKey: false),
            new(
                "orders: SUM(quantity * price) per customer",
                orders,
                "SELECT customer, SUM(quantity * price) FROM dataset GROUP BY customer",
                OrdersFormat,
                $"SELECT customer, SUM(quantity * price) FROM {Csv(orders, "DOUBLE")} GROUP BY customer",
                DoublesTolerance,
                Target: 1.3),
            new(
                "JSON Lines: SUM(quantity * price) per country",
                jsonOrders,
                "SELECT country, SUM(quantity * price) FROM dataset GROUP BY country",
                JsonFormat,
                $"SELECT country, SUM(quantity * price) FROM read_json({Text(jsonOrders)}, format = "
                    + $"'newline_delimited', columns = {{'country': 'VARCHAR', 'quantity': 'INTEGER', 'price': "
                    + $"'DOUBLE'}}) GROUP BY country",
                DoublesTolerance,
                Target: 1),
        ];

    private const string MawkMeans =
        "BEGIN { FS = \";\" } "
        + "{ t = $2 + 0; if (!($1 in n) || t < least[$1]) least[$1] = t; if (!($1 in n) || t > most[$1]) most[$1] = t; "
        + "n[$1]++; sum[$1] += t } "
        + "END { for (s in n) printf \"%s,%.1f,%.17g,%.1f\\n\", s, least[s], sum[s] / n[s], most[s] }";

    private static string Csv(Dataset orders, string price) =>
        $"read_csv({Text(orders)}, delim = ',', header = true, quote = '\"', escape = '\"', auto_detect = false, "
            + $"columns = {{'order': 'BIGINT', 'ordered': 'DATE', 'customer': 'VARCHAR', 'country': 'VARCHAR', "
            + $"'product': 'VARCHAR', 'quantity': 'INTEGER', 'price': '{price}', 'note': 'VARCHAR'}})";

    private static string Text(Dataset dataset) => $"'{DuckDbRun.Escape(dataset.Path)}'";
}
