using Pipeline.Core.Datasets;
using Pipeline.Core.Jobs;

namespace Pipeline.Core.Operations;

/// <summary>Reads a request and finds all that can be known to be wrong with it before anybody has seen the dataset, at once.</summary>
public static class RequestCheck
{
    /// <param name="utf8">The request's JSON; a byte order mark is skipped.</param>
    /// <exception cref="InvalidRequestException">With every mistake: those of the fields first, then those of the operation's settings.</exception>
    public static JobRequest Read(ReadOnlySpan<byte> utf8)
    {
        var mistakes = new List<Mistake>();
        var request = Read(utf8, mistakes);
        return mistakes.Count == 0 ? request : throw new InvalidRequestException(mistakes);
    }

    /// <param name="utf8">The request's JSON; a byte order mark is skipped.</param>
    /// <param name="mistakes">Takes every mistake, each once; a field with one reads as left out.</param>
    /// <exception cref="InvalidRequestException">It is nothing that fields can be read from.</exception>
    public static JobRequest Read(ReadOnlySpan<byte> utf8, List<Mistake> mistakes)
    {
        var found = new List<Mistake>();
        var request = JobRequestReader.Read(utf8, found);
        DatasetFiles.CheckPaths(request.Dataset, found);
        if (request.Operation.Type.Length > 0)
            OperationRegistry.Check(request, found);
        mistakes.AddRange(found.Distinct());
        return request;
    }
}
