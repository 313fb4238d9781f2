namespace Pipeline.Core.Api;

/// <summary><c>GET /openapi.json</c>: the OpenAPI 3.1 description of this API, embedded in the assembly.</summary>
internal static class OpenApiDocument
{
    public const string Name = "openapi.json";

    public static ApiResponse Get()
    {
        using var document = typeof(OpenApiDocument).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"This build has no {Name}.");
        var bytes = new byte[document.Length];
        document.ReadExactly(bytes);
        return new ApiResponse(200, ApiResponse.JsonType, bytes);
    }
}
