using System.ComponentModel;

namespace Pipeline.Operations.Run;

/// <summary>Translates an operating system error at a program's start into a message for the user.</summary>
internal static class StartErrors
{
    // errno values that Linux and macOS share.
    private const int NoSuchFile = 2;
    private const int NoExecutable = 8;
    private const int NotAllowed = 13;
    private const int StillWritten = 26;

    // EAGAIN on Linux and macOS: the process limit is reached.
    private const int TooManyOnLinux = 11;
    private const int TooManyOnMac = 35;

    public static Exception Translate(Win32Exception error, string program)
    {
        if (error.NativeErrorCode is StillWritten or TooManyOnLinux or TooManyOnMac)
            return new ProgramBusyException(
                $"{program} could not be started: {error.Message}. Try again.",
                error);
        var reason = error.NativeErrorCode switch
        {
            NoSuchFile =>
                "The file, the interpreter in its first line (such as #!/bin/sh), or a library that it needs does not "
                    + "exist. Fix the line, or add what is missing.",
            NoExecutable =>
                "It is not a program for this system. A script needs a first line such as #!/bin/sh; a binary must be "
                    + "built for this processor.",
            NotAllowed =>
                "This user is not allowed to execute it. Grant execute permission on the file and its folders, on a "
                    + "file system that is not mounted noexec.",
            _ => $"{error.Message}.",
        };
        return new ProgramFailedException($"{program} cannot be started. {reason}", error);
    }
}
