using Pipeline.Core.Errors;

namespace Pipeline.Core.Manifests;

/// <summary>
/// The manifest store was unreachable, or throttled requests, at every attempt. Retrying later is safe.
/// </summary>
public sealed class ManifestsBusyException(string message, Exception? inner = null)
    : TransientException(message, inner);
