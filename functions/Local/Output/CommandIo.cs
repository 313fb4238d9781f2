namespace Pipeline.Local.Output;

/// <summary>Where a command writes: the answer to standard output, everything else to standard error.</summary>
/// <param name="AnswerBytes">Standard output, for text that must be UTF-8 whatever the console's encoding is.</param>
internal sealed record CommandIo(
    Stream AnswerBytes,
    TextWriter Answer,
    TextWriter Error,
    bool AnswerIsTerminal,
    bool ErrorIsTerminal)
{
    public static CommandIo OfProcess()
    {
        var isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new CommandIo(
            Console.OpenStandardOutput(), Console.Out, Console.Error,
            !Console.IsOutputRedirected && !isDumb, !Console.IsErrorRedirected && !isDumb);
    }
}
