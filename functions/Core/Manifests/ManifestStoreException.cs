using Pipeline.Core.Errors;

namespace Pipeline.Core.Manifests;

/// <summary>The manifests cannot be read or written: the place where they are kept is at fault, not the job.</summary>
public sealed class ManifestStoreException(string message, Exception? inner = null) : PipelineException(message, inner);
