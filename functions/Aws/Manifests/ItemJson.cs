using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// Serializers for the JSON in the table. It is never embedded in HTML, so names and causes are not escaped: readable
/// in the console, and half as long where letters are not ASCII.
/// </summary>
internal static class ItemJson
{
    public static readonly ManifestsJson Manifests = new(Relaxed(ManifestsJson.Default.Options));

    public static readonly JobsJson Jobs = new(Relaxed(JobsJson.Default.Options));

    private static JsonSerializerOptions Relaxed(JsonSerializerOptions options) =>
        new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
