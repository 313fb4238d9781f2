using Pipeline.Operations.Profile.Settings;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>Finds what deserves attention in the dataset as a whole.</summary>
internal static class DatasetWarnings
{
    public static IEnumerable<Warning> Of(DuplicateRecords duplicates, ProfileSettings settings)
    {
        if (settings.LeftOut > 0)
        {
            yield return new Warning(
                null,
                "columns-left-out",
                $"There are {Words.Count(settings.LeftOut, "column")} more than the "
                    + $"{Words.Count(settings.Columns.Count)} profiled here. Name those that you need in columns.");
        }
        if (duplicates.IsExact ? duplicates.Count > 0 : duplicates.Share > duplicates.Error)
        {
            yield return new Warning(
                null,
                "duplicate-records",
                $"{(duplicates.IsExact ? "" : "About ")}{Words.Count(duplicates.Count, "record")} "
                    + $"({Words.Share(duplicates.Share)}) {(duplicates.Count == 1 ? "is a copy" : "are copies")} of "
                    + "another, byte by byte.");
        }
    }
}
