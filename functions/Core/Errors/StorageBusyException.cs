namespace Pipeline.Core.Errors;

/// <summary>
/// The file system returned a transient error, as network file systems do when they are busy or fail over. Retrying is
/// safe.
/// </summary>
public sealed class StorageBusyException(string path, Exception inner)
    : TransientException(
        $"{path} cannot be read or written at the moment: {inner.Message} Try again. If the error persists, check the "
            + "file system and the network.",
        inner);
