using Pipeline.Core.Api;

namespace Pipeline.Server;

/// <summary>The files of the page, embedded in the assembly.</summary>
internal static class PageFiles
{
    private const string IndexName = "index.html";

    /// <summary>The page loads nothing from other sites and cannot be framed.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <returns>Null if the page has no such file.</returns>
    public static ApiResponse? Find(string path)
    {
        var name = path == "/" ? IndexName : path.TrimStart('/');
        using var file = typeof(PageFiles).Assembly.GetManifestResourceStream($"page/{name}");
        if (file is null) return null;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return new ApiResponse(
            200,
            MediaType.Of(name),
            bytes,
            ("Content-Security-Policy", Policy),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-cache"));
    }
}
