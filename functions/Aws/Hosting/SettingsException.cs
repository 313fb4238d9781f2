namespace Pipeline.Aws.Hosting;

/// <summary>An environment variable of the function is missing or invalid; no job can run until it is fixed.</summary>
public sealed class SettingsException(string variable, string expected, string? found) : Exception(
    $"{variable}: expected {expected}; {(string.IsNullOrEmpty(found) ? "it is not set" : $"found \"{found}\"")}. "
    + "Set it in the function's environment.");
