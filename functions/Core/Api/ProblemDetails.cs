namespace Pipeline.Core.Api;

/// <summary>The body of an error response, as RFC 9457 defines it.</summary>
/// <param name="Title">The meaning of the status.</param>
/// <param name="Detail">What was expected, what was found and how to fix it.</param>
internal record ProblemDetails(string Type, string Title, int Status, string Detail);
