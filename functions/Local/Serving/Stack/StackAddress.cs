namespace Pipeline.Local.Serving.Stack;

/// <summary>Where the API of a stack is: its output <c>ApiUrl</c>.</summary>
/// <param name="Region">Of the signatures.</param>
internal sealed record StackAddress(Uri Address, string Region)
{
    /// <param name="variable">Gives the value of a variable of the environment: the Region, where the address does not name it.</param>
    /// <param name="mistake">What is wrong if the answer is null.</param>
    public static StackAddress? Parse(string text, Func<string, string?> variable, out string mistake)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.AbsolutePath != "/" || address.Query.Length > 0
            || !(address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        {
            mistake = $"expected the ApiUrl of the stack, such as https://abcdefghij.execute-api.us-east-1.amazonaws.com; found \"{text}\".";
            return null;
        }
        var region = address.Host.Split('.') is [_, "execute-api", var named, ..] ? named : variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION");
        mistake = region is null ? $"{text} does not name its Region. Set AWS_REGION." : "";
        return region is null ? null : new StackAddress(address, region);
    }
}
