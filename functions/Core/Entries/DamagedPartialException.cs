using Pipeline.Core.Errors;

namespace Pipeline.Core.Entries;

/// <summary>A partial does not match its receipt.</summary>
public sealed class DamagedPartialException(string file, string expected, string found)
    : PipelineException(
        $"{file}: the partial is damaged. Expected {expected}, found {found}. A partial never changes once it is "
            + "written, so the storage failed or another program changed the file. Nothing was published from it. Run "
            + "the job again to process its block again, and let no other program write to the jobs folder.")
{
    public string File { get; } = file;
}
