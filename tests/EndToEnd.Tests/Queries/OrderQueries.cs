namespace Pipeline.EndToEnd.Tests.Queries;

/// <summary>The queries asked of the generated orders, in SQL that DuckDB understands alike.</summary>
public static class OrderQueries
{
    private const string Class =
        "CASE WHEN price < 10 THEN 'cheap' WHEN price < 100 THEN 'fair' ELSE 'dear or unknown' END";

    /// <summary>Queries that define the order of all rows.</summary>
    public static IReadOnlyDictionary<string, string> Ordered { get; } =
        new Dictionary<string, string>
        {
            ["aggregates of all"] =
                "SELECT COUNT(*) AS n, COUNT(price) AS priced, SUM(price) AS total, AVG(price) AS mean, MIN(price) AS "
                    + "low, MAX(price) AS high FROM dataset",
            ["aggregates of none"] =
                "SELECT COUNT(*) AS n, COUNT(price) AS priced, SUM(price) AS total, AVG(price) AS mean, MIN(customer) "
                    + "AS low FROM dataset WHERE id < 0",
            ["groups"] =
                "SELECT country, COUNT(*) AS n, SUM(price * quantity) AS revenue, AVG(quantity) AS mean FROM dataset "
                    + "GROUP BY country ORDER BY country",
            ["top groups"] =
                "SELECT country, paid, SUM(quantity) AS items FROM dataset GROUP BY country, paid ORDER BY items DESC, "
                    + "country, paid LIMIT 5",
            ["distinct"] =
                "SELECT country, COUNT(DISTINCT customer) AS customers, COUNT(DISTINCT comment) AS comments, "
                    + "COUNT(DISTINCT price) AS prices FROM dataset GROUP BY country ORDER BY country",
            ["having"] =
                "SELECT customer, SUM(price) AS total FROM dataset GROUP BY customer HAVING COUNT(*) > 2 AND "
                    + "SUM(price) BETWEEN 0 AND 400 ORDER BY total DESC, customer",
            ["groups of an expression"] =
                $"SELECT {Class} AS class, COUNT(*) AS n, MIN(price) AS low, MAX(price) AS high FROM dataset GROUP BY "
                    + $"{Class} ORDER BY class",
            ["as many groups as records"] =
                "SELECT id, MAX(comment) AS comment FROM dataset GROUP BY id ORDER BY id DESC",
            ["text aggregates"] =
                "SELECT MIN(customer) AS first, MAX(customer) AS last, MIN(comment) AS low, MAX(comment) AS high, "
                    + "COUNT(DISTINCT comment) AS n FROM dataset",
            ["spread"] =
                "SELECT country, VARIANCE(price) AS v, STDDEV(price) AS d, VAR_POP(quantity) AS vp, "
                    + "STDDEV_POP(quantity) AS dp FROM dataset GROUP BY country ORDER BY country",
            ["spread of all and of few"] =
                "SELECT paid, COUNT(price) AS n, STDDEV(price) AS d, STDDEV_POP(price) AS dp, VAR_SAMP(id) AS v FROM "
                    + "dataset WHERE id < 5 GROUP BY paid ORDER BY paid",
            ["quantiles"] =
                "SELECT country, MEDIAN(quantity) AS m, QUANTILE(CAST(price AS DOUBLE), 0) AS low, QUANTILE(CAST(price "
                    + "AS DOUBLE), 0.25) AS q1, MEDIAN(CAST(price AS DOUBLE)) AS q2, QUANTILE(CAST(price AS DOUBLE), "
                    + "0.999) AS q3, QUANTILE(CAST(price AS DOUBLE), 1) AS high, COUNT(DISTINCT price) AS n FROM "
                    + "dataset GROUP BY country ORDER BY country",
            ["quantiles of all"] =
                "SELECT MEDIAN(id) AS m, QUANTILE(id, 0.37) AS q, QUANTILE(quantity, 0.9) AS items, COUNT(*) AS n FROM "
                    + "dataset",
            ["quantiles of as many groups as records"] =
                "SELECT id, MEDIAN(quantity) AS m FROM dataset GROUP BY id ORDER BY id",
            ["all rows"] = "SELECT id, customer, country, quantity, price, paid, comment FROM dataset",
            ["rows chosen by text"] =
                "SELECT id, comment FROM dataset WHERE comment LIKE '%,%\"%' OR customer LIKE 'Z__ 1%'",
            ["rows chosen by everything"] =
                "SELECT id, country, price FROM dataset WHERE NOT (quantity BETWEEN 2 AND 5) AND country IN ('AT', "
                    + "'日本', 'Åland') AND comment IS NOT NULL AND (paid = TRUE OR price >= 50.5) AND id % 3 <> 1",
            ["first rows"] = "SELECT id, comment FROM dataset WHERE quantity = 3 LIMIT 20",
            ["sorted rows"] = "SELECT id, country, price FROM dataset ORDER BY country DESC, price, id",
            ["first sorted rows"] =
                "SELECT customer, price, id FROM dataset WHERE price IS NOT NULL ORDER BY price DESC, id LIMIT 100",
            ["NULLs first"] = "SELECT quantity, id FROM dataset ORDER BY quantity DESC NULLS FIRST, id LIMIT 300",
            ["functions"] =
                "SELECT id, UPPER(customer) AS u, LOWER(customer) AS l, LENGTH(comment) AS n, SUBSTR(comment, 2, 5) AS "
                    + "s, COALESCE(country, 'none') AS c, ABS(price) AS a, ROUND(price, 1) AS r FROM dataset",
            ["arithmetic"] =
                "SELECT id, price * quantity + 1.25 AS p, -price - quantity AS m, quantity % 3 AS r, price / 7 AS d, "
                    + "CAST(id AS TEXT) AS t FROM dataset WHERE id <= 500",
            ["no row"] = "SELECT id, customer FROM dataset WHERE customer = 'nobody' ORDER BY id",
        };

    /// <summary>Queries that leave the order of equal rows open; here it is that of the file.</summary>
    public static IReadOnlyDictionary<string, string> Tied { get; } = new Dictionary<string, string>
    {
        ["sorted rows with ties"] = "SELECT country, id, comment FROM dataset ORDER BY country",
        ["first sorted rows with ties"] = "SELECT quantity, id FROM dataset ORDER BY quantity LIMIT 50",
        ["groups without order"] = "SELECT customer, COUNT(*) AS n, SUM(price) AS total FROM dataset GROUP BY customer",
        ["groups with ties"] = "SELECT customer, COUNT(*) AS n FROM dataset GROUP BY customer ORDER BY n DESC LIMIT 40",
    };

    /// <summary>Queries that everybody answers with an estimate of his own.</summary>
    public static IReadOnlyDictionary<string, string> Estimated { get; } =
        new Dictionary<string, string>
        {
            ["estimates"] =
                "SELECT APPROX_COUNT_DISTINCT(customer) AS customers, APPROX_COUNT_DISTINCT(comment) AS comments, "
                    + "APPROX_COUNT_DISTINCT(price) AS prices, APPROX_COUNT_DISTINCT(id) AS ids, "
                    + "APPROX_COUNT_DISTINCT(paid) AS paid FROM dataset",
            ["estimates of groups"] =
                "SELECT country, APPROX_COUNT_DISTINCT(customer) AS customers, APPROX_COUNT_DISTINCT(price) AS prices "
                    + "FROM dataset GROUP BY country ORDER BY country",
        };

    public static TheoryData<string> OrderedNames { get; } = [.. Ordered.Keys];

    public static TheoryData<string> EstimatedNames { get; } = [.. Estimated.Keys];

    public static TheoryData<string> AllNames { get; } = [.. Ordered.Keys, .. Tied.Keys, .. Estimated.Keys];

    public static string Sql(string name) =>
        Ordered.TryGetValue(name, out var sql) || Tied.TryGetValue(name, out sql) ? sql : Estimated[name];
}
