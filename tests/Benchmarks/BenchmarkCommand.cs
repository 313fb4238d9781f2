using System.CommandLine;
using Pipeline.Benchmarks.Comparing;
using Pipeline.Benchmarks.Contestants;
using Pipeline.Benchmarks.Micro;
using Pipeline.Benchmarks.Scaling;
using Pipeline.Benchmarks.Starting;

namespace Pipeline.Benchmarks;

/// <summary>The command line.</summary>
internal sealed class BenchmarkCommand
{
    private readonly Option<string> _data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder of the datasets, which are kept for the next run",
        DefaultValueFactory = _ => BenchmarkOptions.DefaultData,
    };

    private readonly Option<long> _rows = Count(
        "--rows",
        "Measurements; orders keep their proportion to them",
        BenchmarkOptions.DefaultRows);
    private readonly Option<long?> _orders = new("--orders")
    {
        HelpName = "N",
        Description = "Orders as delimited text [default: a tenth of the rows]",
    };
    private readonly Option<long?> _jsonOrders = new("--json-orders")
    {
        HelpName = "N",
        Description = "Orders as JSON Lines [default: 8 % of the rows]",
    };
    private readonly Option<long> _rounds = Count(
        "--rounds",
        "How often each contestant does each work, in turn",
        BenchmarkOptions.DefaultRounds);
    private readonly Option<long> _cores = Count(
        "--cores",
        "Workers of pipeline, threads of DuckDB",
        Environment.ProcessorCount);

    private readonly Option<string> _pipeline = new("--pipeline")
    {
        HelpName = "PROGRAM",
        Description = "Another build of the pipeline program",
        DefaultValueFactory = _ => PipelineContestant.ProgramBuiltHere,
    };

    private readonly Option<string?> _results = new("--results")
    {
        HelpName = "DIR",
        Description =
            "Where the folder of results is made [default: tests/Benchmarks/results for a run of full size, or else "
                + "DATA/results]",
    };

    private readonly Option<string> _only = new("--only")
    {
        HelpName = "TEXT",
        Description = "Only the works that have this text in their names",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<bool> _scale = new("--scale")
    {
        Description = "Time over 1 to 10 times the size, over 1 and 2 workers, and over 10 and 10,000 blocks",
    };
    private readonly Option<bool> _start = new("--start")
    {
        Description = "Jobs over one record, for each way to compile the command and, with --dynamodb, the worker",
    };

    private readonly Option<Uri?> _dynamoDb = new("--dynamodb")
    {
        HelpName = "URL",
        Description = "Where DynamoDB or something that answers like it listens, such as npm's dynalite",
        CustomParser = result => new Uri(result.Tokens[0].Value),
    };

    private readonly Option<bool> _micro = new("--micro")
    {
        Description = "The scanner, the decimal parser, the hash table and the merge by themselves",
    };

    public static int Run(string[] arguments)
    {
        var command = new BenchmarkCommand();
        var root = new RootCommand(
            "Measures pipeline against DuckDB and mawk: the same questions about the same files, with the answers "
                + "compared.")
        {
            command._data,
            command._rows,
            command._orders,
            command._jsonOrders,
            command._rounds,
            command._cores,
            command._pipeline,
            command._results,
            command._only,
            command._scale,
            command._start,
            command._dynamoDb,
            command._micro,
        };
        root.SetAction(command.Run);
        return root.Parse(arguments).Invoke();
    }

    private int Run(ParseResult parsed)
    {
        var options = Read(parsed);
        if (parsed.GetValue(_micro))
            return MicroRun.Run(options);
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine(
                "Memory and processor time are measured as Linux counts them. Run this on Linux, or only --micro.");
            return 1;
        }
        if (parsed.GetValue(_start))
            return StartRun.RunAsync(options, parsed.GetValue(_dynamoDb)).GetAwaiter().GetResult();
        return parsed.GetValue(_scale) ? ScaleRun.Run(options) : CompareRun.Run(options);
    }

    private BenchmarkOptions Read(ParseResult parsed)
    {
        var data = Path.GetFullPath(parsed.GetRequiredValue(_data));
        var rows = parsed.GetValue(_rows);
        var rounds = (int)parsed.GetValue(_rounds);
        return new BenchmarkOptions(
            data,
            rows,
            parsed.GetValue(_orders) ?? BenchmarkOptions.OrdersFor(rows),
            parsed.GetValue(_jsonOrders) ?? BenchmarkOptions.JsonOrdersFor(rows),
            rounds,
            (int)parsed.GetValue(_cores),
            Path.GetFullPath(parsed.GetRequiredValue(_pipeline)),
            parsed.GetValue(_results) ?? BenchmarkOptions.DefaultResults(data, rows, rounds),
            parsed.GetRequiredValue(_only));
    }

    private static Option<long> Count(string name, string description, long byDefault)
    {
        var option = new Option<long>(name)
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => byDefault,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(long.TryParse(text, out var count) && count >= 1))
                result.AddError($"{name}: expected a whole number, at least 1; found \"{text}\".");
        });
        return option;
    }
}
