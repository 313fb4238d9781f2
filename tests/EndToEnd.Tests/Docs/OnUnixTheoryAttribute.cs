namespace Pipeline.EndToEnd.Tests.Docs;

/// <summary>A theory that needs a shell as Linux and macOS have it; elsewhere it says why it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnUnixTheoryAttribute : TheoryAttribute
{
    public OnUnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "The examples of the guides are for a shell of Linux or macOS.";
    }
}
