using System.Globalization;

namespace Pipeline.Operations.Run;

/// <summary>Turns a program's exit code into success or an exception.</summary>
internal static class ProgramEnd
{
    /// <summary>EX_TEMPFAIL of sysexits.h: "temporary failure; user is invited to retry".</summary>
    public const int TryAgain = 75;

    /// <summary>Shells and .NET report a program killed by a signal as this plus the signal's number.</summary>
    private const int KilledBy = 128;

    private static readonly Dictionary<int, string> Signals = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [6] = "SIGABRT",
        [8] = "SIGFPE",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [15] = "SIGTERM",
    };

    /// <exception cref="ProgramBusyException">The program asked for a retry.</exception>
    /// <exception cref="ProgramFailedException">The program failed.</exception>
    public static void Judge(int exitCode, string program, string errors)
    {
        if (exitCode == 0)
            return;
        var told =
            errors.Length == 0 ? "It wrote nothing to standard error." : $"Its standard error ended with:\n{errors}";
        if (exitCode == TryAgain)
            throw new ProgramBusyException(
                $"{program} exited with code {TryAgain}, which requests a retry. {told}");
        var end = Signals.TryGetValue(exitCode - KilledBy, out var signal)
            ? string.Create(CultureInfo.InvariantCulture, $"was killed by signal {exitCode - KilledBy} ({signal})")
            : string.Create(CultureInfo.InvariantCulture, $"exited with code {exitCode}");
        throw new ProgramFailedException($"{program} {end}; expected 0. {told}");
    }
}
