namespace Pipeline.Core.Formats;

/// <summary>How well a sample reads under one dialect.</summary>
/// <param name="Records">Complete records; empty lines are not counted.</param>
/// <param name="Fields">The number of fields that most records have; 0 without records.</param>
/// <param name="Consistent">Well-formed records of that many fields.</param>
/// <param name="FirstFits">Whether the first record has that many.</param>
/// <param name="ProperQuotes">Quoted fields whose closing quote stands before a delimiter or a record's end.</param>
/// <param name="BrokenQuotes">Quoted fields whose closing quote stands elsewhere, or that the file ends in.</param>
/// <param name="OpenLines">Line ends within a quoted field that the sample ends in.</param>
/// <param name="LoneCrs">CRs outside quotes that no LF follows.</param>
internal readonly record struct DialectScore(
    Dialect Dialect, int Records, int Fields, int Consistent, bool FirstFits,
    int ProperQuotes, int BrokenQuotes, int OpenLines, int LoneCrs)
{
    /// <summary>The share of what was read that is as it should be, 0 to 1.</summary>
    public double Consistency => Records == 0 ? 0 : (double)Consistent / (Records + OpenLines);

    /// <summary>
    /// For comparing delimiters: one that splits nothing is worth nothing. The first record counts as much as all
    /// others together, since a header holds no decimal commas.
    /// </summary>
    public double Score => Fields < 2 ? 0 : FirstFits ? Consistency : Consistency / 2;

    public bool EndsInQuotes { get; private init; }

    /// <param name="isWhole">Whether the sample ends where the file does.</param>
    public static DialectScore Of(ReadOnlySpan<byte> text, bool isWhole, Dialect dialect)
    {
        var machine = new DelimitedStateMachine(dialect.Delimiter, dialect.Quote);
        var sound = new Dictionary<int, int>();
        var (records, first, proper, broken, lines, loneCrs) = (0, 0, 0, 0, 0, 0);
        var (fields, malformed, heldCr) = (1, false, false);
        foreach (var value in text)
        {
            var before = machine.State;
            var role = machine.Next(value);
            var ends = role is ByteRole.RecordEnd or ByteRole.EmptyLine;
            if (heldCr && !ends) loneCrs++;
            heldCr = role == ByteRole.CarriageReturn;
            if (value == '\n') lines++;

            if (before is DelimitedState.AfterQuote or DelimitedState.AfterQuoteThenCr)
            {
                if (machine.State == DelimitedState.AfterClosing)
                {
                    broken++;
                    malformed = true;
                }
                else if (ends || role == ByteRole.Delimiter)
                {
                    proper++;
                }
            }

            if (role == ByteRole.Delimiter) fields++;
            if (role == ByteRole.RecordEnd) EndRecord();
            if (ends) lines = 0;
        }

        if (isWhole && !machine.AtRecordStart)
        {
            if (machine.InsideQuotes) broken++;
            else EndRecord();
            if (machine.State == DelimitedState.AfterQuote) proper++;
        }

        var most = sound.OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key).FirstOrDefault();
        return new DialectScore(
            dialect, records, records == 0 ? 0 : Math.Max(most.Key, 1), most.Value, first == most.Key,
            proper, broken, machine.InsideQuotes ? lines : 0, loneCrs)
        {
            EndsInQuotes = machine.InsideQuotes,
        };

        void EndRecord()
        {
            if (records++ == 0) first = fields;
            if (!malformed) sound[fields] = sound.GetValueOrDefault(fields) + 1;
            (fields, malformed) = (1, false);
        }
    }
}
