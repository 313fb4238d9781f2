using Pipeline.Core.Api;

namespace Pipeline.Local.Serving;

/// <summary>The files of the page, which are part of the program.</summary>
internal static class PageFiles
{
    /// <summary>The page fetches nothing from elsewhere, and nobody shows it in a frame.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <returns>Null if the page has no such file.</returns>
    public static ApiResponse? Find(string path)
    {
        using var file = typeof(PageFiles).Assembly.GetManifestResourceStream($"page/{(path == "/" ? "index.html" : path.TrimStart('/'))}");
        if (file is null) return null;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return new ApiResponse(
            200, MediaType.Of(path == "/" ? "index.html" : path), bytes,
            ("Content-Security-Policy", Policy), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-cache"));
    }
}
