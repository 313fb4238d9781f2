using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// Serializers for the JSON in the table. It is never embedded in HTML, so non-ASCII letters are not escaped. That
/// keeps names and causes readable in the console, and halves the length of such text.
/// </summary>
internal static class ItemJson
{
    public static readonly ManifestsJson Manifests = new(Relaxed(ManifestsJson.Default.Options));

    public static readonly JobsJson Jobs = new(Relaxed(JobsJson.Default.Options));

    private static JsonSerializerOptions Relaxed(JsonSerializerOptions options) =>
        new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
