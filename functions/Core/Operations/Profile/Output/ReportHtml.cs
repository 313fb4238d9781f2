using Pipeline.Core.Operations.Profile.Findings;

namespace Pipeline.Core.Operations.Profile.Output;

/// <summary>The findings for people: one page that needs nothing else.</summary>
internal static class ReportHtml
{
    public static void Write(DatasetFindings findings, Stream target)
    {
        target.Write("<!doctype html>\n"u8);
    }
}
