using System.Text;
using Pipeline.Core.Manifests;

namespace Pipeline.TestKit.Jobs;

/// <param name="Bytes">Of the result file.</param>
/// <param name="Log">What the run told of itself.</param>
public sealed record FinishedJob(JobManifest Manifest, byte[] Bytes, RunLog Log)
{
    public JobResult Result => Manifest.Result!;

    public string Text => Encoding.UTF8.GetString(Bytes);
}
