using System.CommandLine;
using System.CommandLine.Parsing;
using Pipeline.Core.Errors;

namespace Pipeline.Local.Commands;

/// <summary>The arguments of <c>run</c> and <c>plan</c>: a request file, flags for its fields, or both.</summary>
internal sealed class RequestOptions
{
    private readonly Argument<string?> _file = new("REQUEST.json")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A file with a job request; flags override its fields",
    };

    private readonly Option<string[]> _dataset = new("--dataset")
    {
        HelpName = "GLOB",
        Description = "Path or glob under the data root, in quotes; may be repeated",
    };

    private readonly Option<string?> _sql = Text("--sql", "SQL", "The query, such as \"SELECT COUNT(*) FROM dataset\"");
    private readonly Option<string?> _operation = Text(
        "--operation",
        "TYPE|JSON",
        "Type of the operation, such as profile, or JSON with its settings");
    private readonly Option<string?> _format = Text(
        "--format", "csv|jsonl", "Delimited text or JSON Lines [default: detected]");
    private readonly Option<string?> _delimiter = Text(
        "--delimiter", "C", "One character, or \"tab\" [default: detected]");
    private readonly Option<string?> _quote = Text(
        "--quote", "C", "One character, or \"\" for a format without quotes [default: detected]");
    private readonly Option<bool> _header = new("--header")
    {
        Description = "The first record of each file names the columns [default: detected]",
    };

    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The files have no header" };
    private readonly Option<string[]> _columns = Texts(
        "--columns",
        "A,B",
        "Column names in file order, separated by commas");
    private readonly Option<string[]> _types = Texts(
        "--types",
        "A=KIND,B=KIND",
        "Kinds of columns (text, number, boolean), instead of the inferred ones");
    private readonly Option<string?> _blockSize = Text(
        "--block-size",
        "SIZE",
        "Bytes per block, such as 64MiB [default: depends on the dataset's size and the workers]");
    private readonly Option<string?> _onBadRecord = Text(
        "--on-bad-record",
        "fail|skip",
        "What to do with a record that cannot be read [default: fail]");
    private readonly Option<string?> _tolerate = Text(
        "--tolerate-failed-blocks",
        "N",
        "How many blocks may fail without failing the job [default: 0]");
    private readonly Option<string?> _output = Text(
        "--output",
        "csv|json|jsonl",
        "Format of the result file [default: csv]");
    private readonly Option<string?> _scheduledTime = Text(
        "--scheduled-time",
        "TIME",
        "Time for dates such as {date:yyyy-MM-dd} in the dataset, in ISO 8601 with a zone [default: when the job was "
            + "created]");
    private readonly Option<string?> _timeZone = Text(
        "--time-zone",
        "ZONE",
        "Time zone of these dates, such as Europe/Berlin [default: UTC]");

    private readonly Option<int?> _workers = new("--workers")
    {
        HelpName = "N",
        Description = "Blocks to process at once [default: the number of cores]",
    };

    private readonly Option<bool> _allowRun = new("--allow-run")
    {
        Description = "Allow the operation run to start programs in tools/ under the data root",
    };

    public RequestOptions()
    {
        _file.Validators.Add(result =>
        {
            // The parser treats anything that is not an option as an argument, including a mistyped option.
            if (result.Tokens is [{ Value: ['-', _, ..] and var text }])
                result.AddError(UnknownOption(text, result));
        });
        _workers.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var workers) && workers >= 1))
                result.AddError($"--workers: expected a whole number, at least 1; found \"{text}\".");
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_file);
        foreach (var option in (ReadOnlySpan<Option>)
        [
            _dataset, _sql, _operation, _format, _delimiter, _quote, _header, _noHeader, _columns, _types,
            _blockSize, _workers, _onBadRecord, _tolerate, _output, _scheduledTime, _timeZone, _allowRun,
        ])
        {
            command.Add(option);
        }
        command.Validators.Add(result =>
        {
            if (result.GetValue(_header) && result.GetValue(_noHeader))
                result.AddError("--header and --no-header cannot be combined. Remove one of them.");
            if (result.GetValue(_sql) is not null && result.GetValue(_operation) is not null)
                result.AddError(
                    "--sql and --operation cannot be combined: --sql is short for the operation query. Remove one of "
                        + "them."
                );
        });
    }

    public int Workers(ParseResult parsed) => parsed.GetValue(_workers) ?? Environment.ProcessorCount;

    public bool MayRunPrograms(ParseResult parsed) => parsed.GetValue(_allowRun);

    public RequestArguments Read(ParseResult parsed) => new()
    {
        File = parsed.GetValue(_file),
        Dataset = Given(parsed, _dataset),
        Sql = parsed.GetValue(_sql),
        Operation = parsed.GetValue(_operation),
        Type = parsed.GetValue(_format),
        Delimiter = parsed.GetValue(_delimiter),
        Quote = parsed.GetValue(_quote),
        Header = parsed.GetValue(_header) ? true : parsed.GetValue(_noHeader) ? false : null,
        Columns = Given(parsed, _columns),
        Types = Given(parsed, _types),
        BlockSize = parsed.GetValue(_blockSize),
        OnBadRecord = parsed.GetValue(_onBadRecord),
        TolerateFailedBlocks = parsed.GetValue(_tolerate),
        Output = parsed.GetValue(_output),
        ScheduledTime = parsed.GetValue(_scheduledTime),
        TimeZone = parsed.GetValue(_timeZone),
    };

    private static string UnknownOption(string text, ArgumentResult result)
    {
        var names = ((CommandResult)result.Parent!).Command.Options.Select(option => option.Name);
        return $"Unknown option {text}.{(DidYouMean.To(text, names) is { } name ? $" Did you mean {name}?" : "")}";
    }

    private static string[]? Given(ParseResult parsed, Option<string[]> option) =>
        parsed.GetValue(option) is { Length: > 0 } values ? values : null;

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    private static Option<string[]> Texts(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
