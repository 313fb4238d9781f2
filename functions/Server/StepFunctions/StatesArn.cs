using Pipeline.Core.Requests;

namespace Pipeline.Server.StepFunctions;

/// <summary>
/// An ARN of Step Functions: <c>arn:PARTITION:states:REGION:ACCOUNT:KIND:NAME</c>. Executions have a second name.
/// </summary>
internal sealed record StatesArn(
    string Partition, string Region, string Account, string Kind, IReadOnlyList<string> Names)
{
    private const int MaxLength = 256;
    private const string NotInNames = "<>{}[]?*\"#%\\^|~`$&,;";

    /// <returns>Null if the text is not such an ARN.</returns>
    public static StatesArn? Parse(string text) =>
        text.Length <= MaxLength
        && text.Split(':') is ["arn", var partition, "states", var region, var account, var kind, .. var names]
        && partition.StartsWith("aws", StringComparison.Ordinal) && IsPlain(partition)
        && region.Length > 0 && IsPlain(region)
        && account.Length == 12 && account.All(char.IsAsciiDigit)
        && names.Length > 0 && names.All(IsName)
            ? new StatesArn(partition, region, account, kind, names)
            : null;

    private static bool IsPlain(string text) =>
        text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>A slash separates a state machine's name from the label of one of its Map states.</summary>
    private static bool IsName(string text) => text.Split('/').All(name =>
        name.Length is >= 1 and <= JobId.MaxLength
        && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || NotInNames.Contains(c)));
}
