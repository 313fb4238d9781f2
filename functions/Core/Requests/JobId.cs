using System.Globalization;
using System.Security.Cryptography;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>
/// The id of a job: the name of its execution and of its folder. 1 to 80 ASCII letters, digits, <c>-</c> and
/// <c>_</c>: what Step Functions takes for an execution's name, without the characters that its logs do not.
/// </summary>
public static class JobId
{
    public const int MaxLength = 80;

    /// <summary>No vowels (no words by accident), no 0, 1 and l (no misreading).</summary>
    private const string SuffixLetters = "23456789bcdfghjkmnpqrstvwxz";

    public static bool IsValid(string id) =>
        id.Length is >= 1 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <returns>The id given.</returns>
    /// <exception cref="InvalidRequestException">It is not valid.</exception>
    public static string Check(string id) => IsValid(id)
        ? id
        : throw new InvalidRequestException("jobId",
            $"Expected 1 to {MaxLength} ASCII letters, digits, \"-\" and \"_\"; "
            + $"found \"{DisplayText.Truncate(id, MaxLength)}\". "
            + "Choose another id, or leave it out and have one made.");

    /// <summary>
    /// Makes an id such as <c>20261123-231005-k3f9</c>: the UTC time, so that ids sort by it, and four random
    /// characters.
    /// </summary>
    public static string New(TimeProvider clock) => string.Create(
        CultureInfo.InvariantCulture,
        $"{clock.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString(SuffixLetters, 4)}");
}
