using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Datasets;

/// <summary>Real files, read without a word about their format, and DuckDB's answers to the same questions.</summary>
public sealed class PublicDatasetTests(VegaDatasets datasets) : IClassFixture<VegaDatasets>
{
    /// <summary>How DuckDB is to read each file: exact types where its sums are to be exact.</summary>
    private static readonly Dictionary<string, string> Readers = new()
    {
        ["airports.csv"] =
            "read_csv({0}, header = true, types = {'latitude': 'DECIMAL(18,8)', 'longitude': 'DECIMAL(18,8)'})",
        ["birdstrikes.csv"] = "read_csv({0}, header = true, types = {'Flight Date': 'VARCHAR'})",
        ["weather.csv"] =
            "read_csv({0}, header = true, types = {'date': 'VARCHAR', 'precipitation': 'DECIMAL(9,1)', 'temp_max': "
                + "'DECIMAL(9,1)', 'temp_min': 'DECIMAL(9,1)', 'wind': 'DECIMAL(9,1)'})",
        ["zipcodes.csv"] =
            "read_csv({0}, header = true, types = {'zip_code': 'VARCHAR', 'latitude': 'DECIMAL(18,6)', 'longitude': "
                + "'DECIMAL(18,6)'})",
        ["unemployment.tsv"] = "read_csv({0}, header = true, delim = '\t', types = {'rate': 'DECIMAL(9,3)'})",
        ["movies.jsonl"] =
            "read_json({0}, columns = {Title: 'VARCHAR', 'US Gross': 'BIGINT', 'Worldwide Gross': 'BIGINT', "
                + "'Production Budget': 'BIGINT', 'Major Genre': 'VARCHAR', Director: 'VARCHAR', 'Release Date': "
                + "'VARCHAR', 'IMDB Rating': 'DECIMAL(9,1)', 'IMDB Votes': 'BIGINT'})",
        ["flights-20k.jsonl"] =
            "read_json({0}, columns = {date: 'VARCHAR', delay: 'INTEGER', distance: 'INTEGER', origin: 'VARCHAR', "
                + "destination: 'VARCHAR'})",
        ["football.jsonl"] =
            "read_json({0}, columns = {date: 'VARCHAR', division: 'VARCHAR', home_team: 'VARCHAR', away_team: "
                + "'VARCHAR', home_score: 'INTEGER', away_score: 'INTEGER'})",
        ["earthquakes.jsonl"] =
            "read_json({0}, columns = {id: 'VARCHAR', properties: 'STRUCT(mag DECIMAL(9,2), place VARCHAR, \"type\" "
                + "VARCHAR, nst INTEGER, felt INTEGER)'})",
    };

    public static TheoryData<string, string> Questions { get; } =
        new()
        {
            {
                "airports.csv",
                "SELECT COUNT(*) AS n, COUNT(state) AS s, COUNT(DISTINCT state) AS d, SUM(latitude) AS lat, "
                    + "MIN(longitude) AS west, MAX(name) AS last FROM dataset"
            },
            { "airports.csv", "SELECT iata, name, city FROM dataset WHERE name LIKE '%,%' OR name LIKE '%\"%'" },
            {
                "airports.csv",
                "SELECT state, COUNT(*) AS n, AVG(latitude) AS lat FROM dataset WHERE country = 'USA' GROUP BY state "
                    + "HAVING COUNT(*) >= 50 ORDER BY n DESC, state"
            },
            { "airports.csv", "SELECT * FROM dataset" },
            {
                "birdstrikes.csv",
                "SELECT \"Wildlife Size\", COUNT(*) AS n, SUM(\"Cost Total $\") AS cost, AVG(\"Speed IAS in knots\") "
                    + "AS knots FROM dataset GROUP BY \"Wildlife Size\" ORDER BY \"Wildlife Size\""
            },
            {
                "birdstrikes.csv",
                "SELECT SUBSTR(\"Flight Date\", 1, 4) AS \"year\", COUNT(DISTINCT \"Wildlife Species\") AS species, "
                    + "MAX(\"Cost Repair\") AS repair FROM dataset WHERE \"Effect Amount of damage\" <> 'None' GROUP "
                    + "BY SUBSTR(\"Flight Date\", 1, 4) ORDER BY \"year\""
            },
            {
                "birdstrikes.csv",
                "SELECT \"Airport Name\", \"Flight Date\", \"Cost Total $\" + 0 AS cost FROM dataset WHERE \"Cost "
                    + "Total $\" > 100000 ORDER BY cost DESC, \"Flight Date\", \"Airport Name\""
            },
            {
                "weather.csv",
                "SELECT location, weather, COUNT(*) AS days, SUM(precipitation) AS rain, AVG(temp_max) AS high, "
                    + "MIN(temp_min) AS low FROM dataset GROUP BY location, weather ORDER BY location, weather"
            },
            {
                "weather.csv",
                "SELECT \"date\", temp_max - temp_min AS swing FROM dataset WHERE location = 'Seattle' ORDER BY swing "
                    + "DESC, \"date\" LIMIT 20"
            },
            {
                "weather.csv",
                "SELECT CASE WHEN temp_max < 0 THEN 'frost' WHEN temp_max < 25 THEN 'mild' ELSE 'hot' END AS class, "
                    + "COUNT(*) AS n, ROUND(SUM(wind), 0) AS wind FROM dataset GROUP BY CASE WHEN temp_max < 0 THEN "
                    + "'frost' WHEN temp_max < 25 THEN 'mild' ELSE 'hot' END ORDER BY class"
            },
            {
                "weather.csv",
                "SELECT EXTRACT(year FROM CAST(\"date\" AS DATE)) AS y, EXTRACT(quarter FROM CAST(\"date\" AS DATE)) "
                    + "AS q, COUNT(*) AS n, SUM(precipitation) AS rain, MEDIAN(CAST(temp_max AS DOUBLE)) AS high, "
                    + "QUANTILE(CAST(wind AS DOUBLE), 0.95) AS gale, STDDEV(temp_min) AS d, VAR_POP(wind) AS v FROM "
                    + "dataset GROUP BY EXTRACT(year FROM CAST(\"date\" AS DATE)), EXTRACT(quarter FROM CAST(\"date\" "
                    + "AS DATE)) ORDER BY y, q"
            },
            {
                "weather.csv",
                "SELECT location, temp_max + 0 AS t FROM dataset WHERE DATE_TRUNC('month', CAST(\"date\" AS DATE)) = "
                    + "DATE '2012-02-01' AND EXTRACT(isodow FROM CAST(\"date\" AS DATE)) > 5 AND DATE_DIFF('day', "
                    + "CAST(\"date\" AS DATE), DATE '2012-03-01') <= 7"
            },
            {
                "birdstrikes.csv",
                "SELECT EXTRACT(month FROM CAST(\"Flight Date\" AS DATE)) AS m, COUNT(*) AS n, MEDIAN(CAST(\"Speed IAS "
                    + "in knots\" AS DOUBLE)) AS knots, STDDEV(\"Cost Total $\") AS spread FROM dataset WHERE "
                    + "CAST(\"Flight Date\" AS DATE) >= '1995-01-01' GROUP BY EXTRACT(month FROM CAST(\"Flight Date\" "
                    + "AS DATE)) ORDER BY m"
            },
            { "zipcodes.csv", "SELECT zip_code, city FROM dataset WHERE zip_code < '00610' OR zip_code >= '99920'" },
            {
                "zipcodes.csv",
                "SELECT state, COUNT(*) AS n, COUNT(DISTINCT county) AS counties, MIN(zip_code) AS low, SUM(longitude) "
                    + "AS sum FROM dataset GROUP BY state ORDER BY state"
            },
            {
                "zipcodes.csv",
                "SELECT city, COUNT(*) AS n FROM dataset GROUP BY city HAVING COUNT(*) > 20 ORDER BY n DESC, city"
            },
            {
                "unemployment.tsv",
                "SELECT COUNT(*) AS n, SUM(rate) AS sum, MAX(rate) AS high, COUNT(DISTINCT rate) AS rates FROM dataset "
                    + "WHERE id BETWEEN 1000 AND 30000"
            },
            {
                "movies.jsonl",
                "SELECT \"Major Genre\", COUNT(*) AS n, SUM(\"US Gross\") AS gross, AVG(\"IMDB Rating\") AS rating "
                    + "FROM dataset GROUP BY \"Major Genre\" ORDER BY \"Major Genre\""
            },
            {
                "movies.jsonl",
                "SELECT Title, \"Release Date\", \"IMDB Rating\" FROM dataset WHERE \"IMDB Rating\" >= 8.5 AND \"IMDB "
                    + "Votes\" > 10000"
            },
            {
                "movies.jsonl",
                "SELECT Director, COUNT(*) AS n, SUM(\"Worldwide Gross\" - \"Production Budget\") AS profit FROM "
                    + "dataset WHERE Director IS NOT NULL GROUP BY Director HAVING COUNT(*) > 8 ORDER BY profit DESC, "
                    + "Director"
            },
            {
                "movies.jsonl",
                "SELECT COUNT(Title) AS titles, COUNT(DISTINCT Title) AS different, MIN(Title) AS first, "
                    + "MAX(LENGTH(Title)) AS longest FROM dataset"
            },
            {
                "flights-20k.jsonl",
                "SELECT origin, COUNT(*) AS n, AVG(delay) AS delay, MAX(distance) AS far FROM dataset GROUP BY origin "
                    + "ORDER BY n DESC, origin LIMIT 25"
            },
            {
                "flights-20k.jsonl",
                "SELECT origin || '-' || destination AS route, COUNT(*) AS n FROM dataset WHERE delay > 60 OR delay IS "
                    + "NULL GROUP BY origin || '-' || destination ORDER BY n DESC, route LIMIT 10"
            },
            {
                "flights-20k.jsonl",
                "SELECT \"date\", origin, delay FROM dataset WHERE origin IN ('SFO', 'OAK') AND NOT destination "
                    + "LIKE 'L%'"
            },
            {
                "flights-20k.jsonl",
                "SELECT EXTRACT(hour FROM CAST(SUBSTR(\"date\", 1, 4) || '-' || SUBSTR(\"date\", 6, 2) || '-' || "
                    + "SUBSTR(\"date\", 9) || ':00' AS TIMESTAMP)) AS h, COUNT(*) AS n, MEDIAN(CAST(delay AS DOUBLE)) "
                    + "AS m, QUANTILE(CAST(delay AS DOUBLE), 0.9) AS late, STDDEV(delay) AS d FROM dataset GROUP BY "
                    + "EXTRACT(hour FROM CAST(SUBSTR(\"date\", 1, 4) || '-' || SUBSTR(\"date\", 6, 2) || '-' || "
                    + "SUBSTR(\"date\", 9) || ':00' AS TIMESTAMP)) ORDER BY h"
            },
            {
                "football.jsonl",
                "SELECT division, COUNT(*) AS n, SUM(home_score + away_score) AS goals, UPPER(MIN(home_team)) AS first "
                    + "FROM dataset GROUP BY division ORDER BY division"
            },
            {
                "football.jsonl",
                "SELECT home_team, SUBSTR(home_team, 2, 3) AS s, LENGTH(home_team) AS n FROM dataset WHERE home_team "
                    + "LIKE '%ö%' OR home_team LIKE '%É%'"
            },
            {
                "earthquakes.jsonl",
                "SELECT properties.type, COUNT(*) AS n, AVG(properties.mag) AS mag, SUM(properties.felt) AS felt FROM "
                    + "dataset GROUP BY properties.type ORDER BY n DESC, properties.type"
            },
            {
                "earthquakes.jsonl",
                "SELECT id, properties.place FROM dataset WHERE properties.mag >= 5 ORDER BY properties.mag DESC, id"
            },
        };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task DuckDB_gives_the_same(string dataset, string sql)
    {
        using var duckDb = new DuckDb(
            Readers[dataset].Replace("{0}", DuckDb.Text(datasets.Jobs.Path(dataset)), StringComparison.Ordinal));
        var expected = duckDb.Rows(DuckDb.Translated(sql));
        foreach (var blockSize in new long?[] { null, 20_000 })
        {
            var ours = await datasets.Jobs.RunAsync(
                JobHarness.Query(sql, dataset, blockSize) with { Output = OutputFormat.JsonLines });
            ResultRows.AssertSame(expected, ResultRows.Read(ours.Bytes));
        }
    }
}
