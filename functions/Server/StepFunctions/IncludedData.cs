namespace Pipeline.Server.StepFunctions;

/// <summary>The parameter <c>includedData</c>.</summary>
internal static class IncludedData
{
    private const string MetadataOnly = "METADATA_ONLY";

    /// <returns>Whether the response includes input, output and definition.</returns>
    /// <exception cref="StatesException">The value is not defined by the protocol.</exception>
    public static bool IsAll(Parameters parameters) =>
        parameters.Choice("includedData", "ALL_DATA", MetadataOnly) != MetadataOnly;
}
