namespace Pipeline.Functions.Tests.Manifests;

/// <summary>What a <see cref="FaultyProxy"/> does to one request.</summary>
public enum Fault
{
    None,

    /// <summary>Not forwarded: ProvisionedThroughputExceededException.</summary>
    Throttle,

    /// <summary>
    /// Half of the items of a batch are forwarded, the others are returned as unprocessed. Other requests are
    /// throttled.
    /// </summary>
    Unprocessed,

    /// <summary>Not forwarded: an internal error, status 500.</summary>
    ServerError,

    /// <summary>Not forwarded: the connection is closed.</summary>
    DropBefore,

    /// <summary>Forwarded, but the connection is closed before the response is sent.</summary>
    DropAfter,

    /// <summary>As <see cref="DropAfter"/>, with half of the response sent.</summary>
    TruncatedResponse,

    /// <summary>Forwarded; the response does not match its checksum.</summary>
    WrongChecksum,

    /// <summary>Forwarded; the response is delayed.</summary>
    Slow,

    /// <summary>Not forwarded: AccessDeniedException, the only fault here that is not transient.</summary>
    Forbidden,
}
