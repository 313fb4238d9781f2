namespace Pipeline.Aws.Hosting;

/// <summary>A variable in the function's environment is missing or wrong, and no job can run before it is right.</summary>
public sealed class SettingsException(string variable, string expected, string? found) : Exception(
    $"{variable}: expected {expected}; {(string.IsNullOrEmpty(found) ? "it is not set" : $"found \"{found}\"")}. Set it in the function's environment.");
