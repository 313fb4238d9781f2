namespace Pipeline.Functions.Tests.Manifests;

/// <summary>What a <see cref="FaultyProxy"/> does to one request.</summary>
public enum Fault
{
    None,

    /// <summary>Not passed on: ProvisionedThroughputExceededException.</summary>
    Throttle,

    /// <summary>Of a batch, some items are passed on; the others come back as not processed. Other requests are throttled.</summary>
    Unprocessed,

    /// <summary>Not passed on: an internal error, status 500.</summary>
    ServerError,

    /// <summary>Not passed on: the connection is closed.</summary>
    DropBefore,

    /// <summary>Passed on and answered; the connection is closed before the answer is sent, so the answer is lost.</summary>
    DropAfter,

    /// <summary>As <see cref="DropAfter"/>, with half of the answer sent.</summary>
    CutAnswer,

    /// <summary>Passed on; the answer is not that of its checksum.</summary>
    WrongChecksum,

    /// <summary>Passed on; the answer comes late.</summary>
    Slow,

    /// <summary>Not passed on: AccessDeniedException. The one fault here that does not pass.</summary>
    Forbidden,
}
