namespace Pipeline.Local.Commands;

internal static class ExitCode
{
    public const int Complete = 0;

    /// <summary>The job ran and is not complete: it failed, was stopped, or tolerated blocks that failed.</summary>
    public const int NotComplete = 1;

    /// <summary>Nothing ran: the command line, the request, the dataset or the place is at fault.</summary>
    public const int Usage = 2;
}
