using System.Globalization;
using System.Security.Cryptography;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>
/// The id of a job: the name of its execution and of its folder. 1 to 80 ASCII letters, digits, <c>-</c> and
/// <c>_</c>: what Step Functions accepts as the name of an execution, without the characters that prevent logging.
/// </summary>
public static class JobId
{
    public const int MaxLength = 80;

    /// <summary>No vowels, which could form words, and no 0, 1 and l, which are easily confused.</summary>
    private const string SuffixLetters = "23456789bcdfghjkmnpqrstvwxz";

    public static bool IsValid(string id) =>
        id.Length is >= 1 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <returns>The id.</returns>
    /// <exception cref="InvalidRequestException">It is not valid.</exception>
    public static string Check(string id) => IsValid(id)
        ? id
        : throw new InvalidRequestException("jobId",
            $"Expected 1 to {MaxLength} ASCII letters, digits, \"-\" and \"_\"; found "
            + $"\"{DisplayText.Truncate(id, MaxLength)}\". Choose another id, or leave it out to generate one.");

    /// <summary>
    /// Generates an id such as <c>20261123-231005-k3f9</c>: the UTC time, so that ids sort by time, and four random
    /// characters.
    /// </summary>
    public static string New(TimeProvider clock) => string.Create(
        CultureInfo.InvariantCulture,
        $"{clock.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString(SuffixLetters, 4)}");
}
