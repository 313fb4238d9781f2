using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pipeline.Local.Commands;

/// <summary>Prints a command's help, followed by examples.</summary>
internal sealed class HelpExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();
    private readonly string[] _examples;

    private HelpExamples(string[] examples) => _examples = examples;

    public override bool ClearsParseErrors => true;

    public static void AddTo(Command command, params string[] examples)
    {
        var action = new HelpExamples(examples);
        // The root command has a help option by default. Subcommands inherit it unless they have their own.
        if (command.Options.OfType<HelpOption>().FirstOrDefault() is { } there)
            there.Action = action;
        else
            command.Options.Add(new HelpOption { Action = action });
    }

    public override int Invoke(ParseResult parseResult)
    {
        var result = _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in _examples)
            output.WriteLine($"  {example}");
        return result;
    }
}
