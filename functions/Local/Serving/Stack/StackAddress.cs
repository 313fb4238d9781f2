namespace Pipeline.Local.Serving.Stack;

/// <summary>The API of a deployed stack.</summary>
/// <param name="Address">The stack's output <c>ApiUrl</c>.</param>
/// <param name="Region">The Region that requests are signed for.</param>
internal sealed record StackAddress(Uri Address, string Region)
{
    /// <param name="variable">Reads an environment variable, for the Region if the address does not contain it.</param>
    /// <param name="error">The error if the result is null.</param>
    public static StackAddress? Parse(string text, Func<string, string?> variable, out string error)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !IsApiAddress(address))
        {
            error = "expected the ApiUrl of the stack, "
                + "such as https://abcdefghij.execute-api.us-east-1.amazonaws.com; "
                + $"found \"{text}\".";
            return null;
        }
        var region = address.Host.Split('.') is [_, "execute-api", var named, ..]
            ? named
            : variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION");
        error = region is null ? $"{text} does not contain its Region. Set AWS_REGION." : "";
        return region is null ? null : new StackAddress(address, region);
    }

    private static bool IsApiAddress(Uri address) =>
        address.AbsolutePath == "/" && address.Query.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
