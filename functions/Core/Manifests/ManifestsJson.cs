using System.Text.Json.Serialization;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Manifests;

/// <summary>JSON serialization of manifests and their parts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JobManifest))]
[JsonSerializable(typeof(BlockManifest))]
[JsonSerializable(typeof(IReadOnlyList<FileRange>))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(BlockFailure))]
[JsonSerializable(typeof(BlockStart))]
[JsonSerializable(typeof(StoredFile))]
public sealed partial class ManifestsJson : JsonSerializerContext;
