namespace Pipeline.Server;

internal static class MediaType
{
    public static string Of(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".csv" => "text/csv; charset=utf-8",
        ".json" => "application/json",
        ".jsonl" => "application/jsonl",
        _ => "application/octet-stream",
    };
}
