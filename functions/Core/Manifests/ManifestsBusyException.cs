using Pipeline.Core.Errors;

namespace Pipeline.Core.Manifests;

/// <summary>The manifests could not be reached, or had no room for one more request, at any attempt. It can pass: trying again later is safe.</summary>
public sealed class ManifestsBusyException(string message, Exception? inner = null) : TransientException(message, inner);
