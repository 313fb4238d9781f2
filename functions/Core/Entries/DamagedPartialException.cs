using Pipeline.Core.Errors;

namespace Pipeline.Core.Entries;

/// <summary>A partial is not, or no longer, the file that its receipt names.</summary>
public sealed class DamagedPartialException(string file, string expected, string found)
    : PipelineException(
        $"{file}: the partial is damaged. Expected {expected}, found {found}. A partial never changes once it is "
            + "written, so the storage failed or something else touched the file. "
            + "Nothing was published from it. Its block has to be processed again: run the job again, and keep other "
            + "programs away from the jobs folder.")
{
    public string File { get; } = file;
}
