namespace Pipeline.Core.Formats;

/// <summary>Measures how well a sample fits one dialect.</summary>
/// <param name="Records">The number of complete records, not counting empty lines.</param>
/// <param name="Fields">The most common number of fields per record; 0 if there are no records.</param>
/// <param name="Consistent">The number of well-formed records with that many fields.</param>
/// <param name="FirstFits">Whether the first record has that many fields.</param>
/// <param name="ProperQuotes">Quoted fields whose closing quote precedes a delimiter or a record end.</param>
/// <param name="BrokenQuotes">Quoted fields whose closing quote is followed by text, or missing.</param>
/// <param name="OpenLines">Line ends in the quoted field that is still open when the sample ends.</param>
/// <param name="LoneCrs">CRs outside quotes that are not followed by LF.</param>
internal readonly record struct DialectScore(
    Dialect Dialect, int Records, int Fields, int Consistent, bool FirstFits,
    int ProperQuotes, int BrokenQuotes, int OpenLines, int LoneCrs)
{
    /// <summary>The share of records that are consistent, 0 to 1.</summary>
    public double Consistency => Records == 0 ? 0 : (double)Consistent / (Records + OpenLines);

    /// <summary>
    /// Ranks delimiters. A delimiter that splits nothing scores 0. A first record that does not fit halves the score,
    /// because a header contains no decimal commas.
    /// </summary>
    public double Score => Fields < 2 ? 0 : FirstFits ? Consistency : Consistency / 2;

    public bool EndsInQuotes { get; private init; }

    /// <param name="isWhole">Whether the sample reaches the end of the file.</param>
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

        var mostCommon = sound
            .OrderByDescending(pair => pair.Value)
            .ThenByDescending(pair => pair.Key)
            .FirstOrDefault();
        return new DialectScore(
            dialect, records, records == 0 ? 0 : Math.Max(mostCommon.Key, 1), mostCommon.Value, first == mostCommon.Key,
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
