namespace Pipeline.TestKit.Skipping;

/// <summary>A theory about what only Linux and macOS have; elsewhere it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnUnixTheoryAttribute : TheoryAttribute
{
    internal const string Reason = "Requires Linux or macOS: their shell, paths or error numbers.";

    public OnUnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = Reason;
    }
}
