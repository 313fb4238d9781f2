using System.Runtime.ExceptionServices;

namespace Pipeline.Core.Datasets;

/// <summary>Runs small reads in parallel, because on a network file system they wait for the network.</summary>
internal static class ParallelReads
{
    private const int ReadsAtOnce = 16;

    /// <summary>
    /// Calls <paramref name="read"/> with 0 to <paramref name="count"/> - 1 in parallel. Rethrows the first exception.
    /// </summary>
    public static void For(int count, Action<int> read, CancellationToken cancel = default)
    {
        try
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancel },
                read);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
