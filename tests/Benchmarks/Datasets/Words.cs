namespace Pipeline.Benchmarks.Datasets;

/// <summary>The texts of the orders.</summary>
internal static class Words
{
    public static readonly WordForms[] Countries = Of(
        "Argentina", "Australia", "Austria", "Belgium", "Brazil", "Canada", "Chile", "Colombia", "Czechia",
        "Côte d'Ivoire", "Denmark", "Egypt", "Finland", "France", "Germany", "Greece", "Iceland", "India", "Indonesia",
        "Ireland", "Italy", "Japan", "Kenya", "Korea, Republic of", "Mexico", "Morocco", "Netherlands", "New Zealand",
        "Nigeria", "Norway", "Peru", "Poland", "Portugal", "Singapore", "South Africa", "Spain", "Sweden",
        "Switzerland", "Tanzania, United Republic of", "United States");

    public static readonly WordForms[] Products = Of(
        "Air filter", "Bolt", "Chair", "Desk lamp", "Drill", "Extension cord", "Fan", "Glue", "Hinge", "Kettle",
        "Ladder", "Mat", "Monitor 27\"", "Nails, steel", "Office chair", "Pump", "Rope", "Saw", "Shelf", "Tape 1/2\"",
        "Tap", "Tray", "Water valve", "Wheel");

    /// <summary>Half are empty, four of ten need quotes.</summary>
    public static readonly WordForms[] Notes = Of(
        "", "", "", "", "", "", "", "", "", "", "gift", "fragile", "leave at door, ring twice", "call, then wait",
        "says \"urgent\"", "2nd floor\nback door", "no, later", "\"ASAP\", they say", "pack well, please",
        "gate 3,\nring \"Ada\"");

    private static WordForms[] Of(params string[] texts) => [.. texts.Select(WordForms.Of)];
}
