using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>
/// The operations that requests can name. Core receives a catalog and does not reference any operation itself.
/// </summary>
public sealed class OperationCatalog(params IReadOnlyList<OperationType> types)
{
    public IReadOnlyList<OperationType> Types => types;

    /// <summary>Returns null if there is no operation with that name.</summary>
    public OperationType? Find(string name) => types.FirstOrDefault(type => type.Name == name);

    /// <exception cref="InvalidRequestException">There is no such operation, or its settings are invalid.</exception>
    public IOperation Create(OperationContext context) =>
        Find(context.Request.Operation.Type) is { } type
            ? type.Create(context)
            : throw new InvalidRequestException(Unknown(context.Request.Operation.Type));

    /// <summary>Reads a request and validates everything that does not depend on the dataset.</summary>
    /// <param name="utf8">The request's JSON; a byte order mark is skipped.</param>
    /// <exception cref="InvalidRequestException">
    /// Contains every error: first those of the fields, then those of the operation's settings.
    /// </exception>
    public JobRequest ReadRequest(ReadOnlySpan<byte> utf8)
    {
        var errors = new List<ValidationError>();
        var request = ReadRequest(utf8, errors);
        return errors.Count == 0 ? request : throw new InvalidRequestException(errors);
    }

    /// <param name="utf8">The request's JSON; a byte order mark is skipped.</param>
    /// <param name="errors">Receives every error once; a field with an error is read as if it were absent.</param>
    /// <exception cref="InvalidRequestException">It is not a JSON object.</exception>
    public JobRequest ReadRequest(ReadOnlySpan<byte> utf8, List<ValidationError> errors)
    {
        var found = new List<ValidationError>();
        var request = JobRequestReader.Read(utf8, found);
        DatasetFiles.CheckPaths(request.Dataset, found);
        if (request.Operation.Type.Length > 0)
            Check(request, found);
        errors.AddRange(found.Distinct());
        return request;
    }

    private void Check(JobRequest request, List<ValidationError> errors)
    {
        if (Find(request.Operation.Type) is { } type)
            type.Check?.Invoke(request, errors);
        else
            errors.Add(Unknown(request.Operation.Type));
    }

    private ValidationError Unknown(string name)
    {
        var known = types.Select(type => type.Name).ToList();
        return new ValidationError(
            "operation.type",
            $"There is no operation \"{name}\". {DidYouMean.Hint(name, known)}The operations are "
                + $"{string.Join(", ", known)}.");
    }
}
