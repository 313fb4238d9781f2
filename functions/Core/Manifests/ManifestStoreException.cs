using Pipeline.Core.Errors;

namespace Pipeline.Core.Manifests;

/// <summary>The manifests cannot be read or written, because of a problem with the store, not with the job.</summary>
public sealed class ManifestStoreException(string message, Exception? inner = null) : PipelineException(message, inner);
