namespace Pipeline.Local.Commands;

internal static class ExitCode
{
    public const int Complete = 0;

    /// <summary>The job ran but is not complete: it failed, was stopped, or tolerated failed blocks.</summary>
    public const int NotComplete = 1;

    /// <summary>Nothing ran: an error in the command line, the request, the dataset or the environment.</summary>
    public const int Usage = 2;
}
