namespace Pipeline.TestKit.Skipping;

/// <summary>A test of what only Linux and macOS have; elsewhere it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnUnixFactAttribute : FactAttribute
{
    public OnUnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = OnUnixTheoryAttribute.Reason;
    }
}
