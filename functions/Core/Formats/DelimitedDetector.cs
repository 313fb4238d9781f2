using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>Detects the delimiter, quote, header and columns of delimited text.</summary>
internal static class DelimitedDetector
{
    /// <param name="head">Null for an empty dataset: anything the request does not specify takes its default.</param>
    /// <param name="name">The file's name. Its extension can suggest a delimiter.</param>
    public static DelimitedFormat Detect(FileHead? head, string name, FormatRequest request, List<string> notes)
    {
        var errors = new List<ValidationError>();
        var asked = DialectRequest.Of(request, errors);
        if (request.Columns is not null) ColumnNames.Check(request.Columns, errors);
        if (errors.Count > 0) throw new InvalidRequestException(errors);
        if (head is null) return Empty(asked, name, request);

        var score = DialectDetector.Find(ref head, asked);
        if (score is { Records: <= 1, LoneCrs: > 0 })
        {
            throw new InvalidRequestException(
                DatasetFiles.Field,
                $"{head.Name} has lines that end in CR only. Convert it first: tr '\\r' '\\n' < \"{head.Name}\" > "
                    + "lines.csv. Then use that file.");
        }

        var records = SampleRecords.Read(
            head.Text, head.IsWhole, score.Dialect, emptyLines: score.Fields == 1, FileHead.FirstLength);
        if (records.Count == 0) return Empty(asked, name, request);

        var (header, reason) = Header(records, score.Fields, request);
        notes.Add(DialectNotes.Sample(head, score));
        notes.Add(DialectNotes.Delimiter(score, asked));
        notes.Add(DialectNotes.Quote(score, asked));
        notes.Add($"header: {(header ? "yes" : "no")} ({reason})");

        var names = Names(records[0], header, score.Fields, head.Name, request, notes);
        var guesses = Kinds(records, header ? 1 : 0, names.Count);
        var columns = ColumnNames.WithKinds(names, i => guesses[i].Kind, request.Types);
        return new DelimitedFormat(score.Dialect.Delimiter, score.Dialect.Quote, header, columns);
    }

    private static DelimitedFormat Empty(DialectRequest asked, string name, FormatRequest request)
    {
        var delimiter = asked.Delimiter ?? DialectDetector.DefaultDelimiter(name);
        byte? quote = asked.QuoteGiven ? asked.Quote : DialectDetector.DefaultQuote;
        var columns = ColumnNames.WithKinds(request.Columns ?? [], _ => ColumnKind.Text, request.Types);
        return new DelimitedFormat(delimiter, quote, request.Header ?? false, columns);
    }

    private static (bool Header, string Reason) Header(List<string[]> records, int fields, FormatRequest request)
    {
        if (request.Header is { } given) return (given, "as requested");
        var isGivenNames = request.Columns is not null
            && records[0].Select(name => name.Trim()).SequenceEqual(request.Columns, StringComparer.OrdinalIgnoreCase);
        return isGivenNames
            ? (true, "the first record contains the names in format.columns")
            : HeaderRule.Decide(records, fields);
    }

    private static IReadOnlyList<string> Names(
        string[] first, bool header, int fields, string file, FormatRequest request, List<string> notes)
    {
        var count = header ? first.Length : fields;
        if (request.Columns is not { } given)
            return header ? ColumnNames.FromHeader(first, notes) : ColumnNames.Numbered(Enumerable.Range(0, count));
        if (given.Count == count)
            return given;
        throw new InvalidRequestException(
            "format.columns",
            $"{DisplayText.Count(given.Count, "name")} given, but {(header ? "the header" : "a record")} of {file} has "
                + $"{DisplayText.Count(count, "field")}. Name every column, in file order, or correct "
                + "format.delimiter.");
    }

    private static KindInference[] Kinds(List<string[]> records, int from, int columns)
    {
        var guesses = new KindInference[columns];
        for (var i = 0; i < columns; i++)
            guesses[i] = new KindInference();
        for (var r = from; r < records.Count; r++)
        {
            for (var i = 0; i < Math.Min(columns, records[r].Length); i++)
                guesses[i].Add(records[r][i]);
        }

        return guesses;
    }
}
