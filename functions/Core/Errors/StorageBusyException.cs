namespace Pipeline.Core.Errors;

/// <summary>
/// The file system answered with an error that can pass, as network file systems do when they are busy or move on:
/// trying again is safe.
/// </summary>
public sealed class StorageBusyException(string path, Exception inner)
    : TransientException(
        $"{path} could not be read or written just now: {inner.Message} Try again; if it stays so, look at the file "
            + "system's health and at the network between.",
        inner);
