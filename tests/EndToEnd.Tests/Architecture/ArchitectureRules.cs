using System.Text.RegularExpressions;

namespace Pipeline.EndToEnd.Tests.Architecture;

/// <summary>
/// The rules of functions/README.md, over source files. Each returns the violations, one sentence each, so that a test
/// can plant a violation and see it found.
/// </summary>
internal static partial class ArchitectureRules
{
    /// <summary>The rooms of Core from the ground up: each uses only those before it.</summary>
    public static readonly string[] Rooms =
    [
        "Errors", "Buffers", "Requests", "Datasets", "Formats", "Splitting", "Manifests", "Reading", "Texts", "Numbers",
        "Vectors", "Sketches", "Entries", "Operations", "Publishing", "Coverage", "Processing", "Steps", "Api",
    ];

    /// <summary>What the operations share.</summary>
    private const string SharedModels = "Models";

    /// <summary>The only file that names operations.</summary>
    private const string Registry = "functions/Operations/OperationRegistry.cs";

    /// <summary>A longer line does not fit beside another file.</summary>
    private const int MaxLineLength = 120;

    /// <summary>A longer file has more than one idea.</summary>
    private const int MaxLines = 250;

    public static IEnumerable<string> LongLines(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Code.Split('\n').Index()
        where line.Item.Length > MaxLineLength
        let number = line.Index + 1
        select $"{file.Path}, line {number}, has {line.Item.Length} characters, expected at most {MaxLineLength}.";

    public static IEnumerable<string> LongFiles(IEnumerable<SourceFile> files) =>
        from file in files
        let lines = file.Code.Count(letter => letter == '\n')
        where lines > MaxLines
        select $"{file.Path} has {lines} lines, expected at most {MaxLines}.";

    public static IEnumerable<string> FilesOutsideRooms(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Project == "Core" && !Rooms.Contains(file.Room))
            .Select(file => $"{file.Path} is not in a room of Core.");

    public static IEnumerable<string> WrongNamespaces(IEnumerable<SourceFile> files) =>
        from file in files
        let project = file.Project == "Jobs" ? "Api" : file.Project
        let expected = string.Join('.', ["Pipeline", project, .. file.Folder.Split('/')[1..]])
        where file.Namespace is not null && file.Namespace != expected
        select $"{file.Path} is in the namespace {file.Namespace}, not {expected}.";

    /// <summary>Uses of a room above, by its namespace or by a type of it.</summary>
    public static IEnumerable<string> UpwardUses(IReadOnlyList<SourceFile> files)
    {
        IReadOnlyList<SourceFile> core = [.. files.Where(file => file.Project == "Core")];
        var byType =
            from use in Uses(core)
            where Height(use.Used.Room) > Height(use.User.Room)
            select $"{use.User.Path} uses {use.Type} of {use.Used.Room}, which is above {use.User.Room}.";
        var byNamespace =
            from file in core
            from Match name in RoomName().Matches(Comment().Replace(file.Code, ""))
            let room = name.Groups[1].Value
            where Height(room) > Height(file.Room)
            select $"{file.Path} uses {room}, which is above {file.Room}.";
        return byType.Concat(byNamespace);
    }

    /// <summary>Cycles between the folders inside a room, or inside an operation.</summary>
    public static IEnumerable<string> Cycles(IReadOnlyList<SourceFile> files)
    {
        var folders = files.Where(file => file.Project is "Core" or "Operations" && file.Room != "")
            .ToLookup(file => $"{file.Project}/{file.Room}");
        foreach (var room in folders)
        {
            var uses = Uses([.. room]).Where(use => use.User.Folder != use.Used.Folder)
                .ToLookup(use => use.User.Folder, use => use.Used.Folder);
            var inCycles = room.Select(file => file.Folder).Distinct().Where(folder => Reaches(uses, folder, folder));
            foreach (var folder in inCycles)
                yield return $"{folder} uses itself through other folders of {room.Key}.";
        }
    }

    /// <summary>Operations that know another, and files that name an operation without being the registry.</summary>
    public static IEnumerable<string> UsesOfOperations(IReadOnlyList<SourceFile> files)
    {
        var operations = files.Where(file => file.Project == "Operations" && file.Room is not ("" or SharedModels))
            .Select(file => file.Room).ToHashSet();
        var byType =
            from use in Uses(files)
            where use.Used.Project == "Operations" && operations.Contains(use.Used.Room)
                && IsForeign(use.User, use.Used.Room)
            select $"{use.User.Path} uses {use.Type} of the operation {use.Used.Room}.";
        var byNamespace =
            from file in files
            from Match name in OperationName().Matches(Comment().Replace(file.Code, ""))
            let operation = name.Groups[1].Value
            where operations.Contains(operation) && IsForeign(file, operation)
            select $"{file.Path} uses the operation {operation}.";
        return byType.Concat(byNamespace);

        static bool IsForeign(SourceFile user, string operation) =>
            user.Path != Registry && (user.Project != "Operations" || user.Room != operation);
    }

    /// <summary>Core has no console, no cloud, and no clock but the one it is given.</summary>
    public static IEnumerable<string> ForbiddenInCore(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Project == "Core"
        from Match match in Forbidden().Matches(Comment().Replace(file.Code, ""))
        select $"{file.Path} uses {match.Value}.";

    /// <summary>Uses of types of other files. A name that files of several folders declare is skipped.</summary>
    private static IEnumerable<(SourceFile User, SourceFile Used, string Type)> Uses(IReadOnlyList<SourceFile> files)
    {
        var declared = files.SelectMany(file => file.Types.Select(type => (Type: type, File: file)))
            .ToLookup(pair => pair.Type, pair => pair.File);
        foreach (var file in files)
        {
            var seen = VisibleNamespaces(file);
            foreach (var type in file.Names)
            {
                var owners = declared[type].Where(owner => seen.Contains(owner.Namespace ?? "")).ToList();
                if (owners.Count > 0 && !owners.Contains(file) && owners.All(owner => owner.Folder == owners[0].Folder))
                    yield return (file, owners[0], type);
            }
        }
    }

    /// <summary>Those it imports, its own, and those that enclose it.</summary>
    private static HashSet<string> VisibleNamespaces(SourceFile file)
    {
        var visible = UsingLine().Matches(file.Code).Select(match => match.Groups[1].Value).ToHashSet();
        for (var name = file.Namespace ?? ""; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
            visible.Add(name);
        return visible;
    }

    private static bool Reaches(ILookup<string, string> uses, string from, string to)
    {
        var seen = new HashSet<string>();
        var next = new Stack<string>(uses[from]);
        while (next.TryPop(out var folder))
        {
            if (folder == to) return true;
            if (!seen.Add(folder)) continue;
            foreach (var used in uses[folder])
                next.Push(used);
        }
        return false;
    }

    private static int Height(string room) => Array.IndexOf(Rooms, room);

    /// <summary>A room by its namespace, whole or from within Core.</summary>
    [GeneratedRegex(@"(?:\bPipeline\.Core\.|(?<![\w.]))([A-Z]\w+)(?=[.;])")]
    private static partial Regex RoomName();

    /// <summary>An operation by its namespace, whole or from within Pipeline.</summary>
    [GeneratedRegex(@"(?:\bPipeline\.|(?<![\w.]))Operations\.([A-Z]\w+)(?=[.;])")]
    private static partial Regex OperationName();

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bConsole\b|\bDateTime(Offset)?\.(Utc)?Now\b|\bStopwatch\b|\bEnvironment\.TickCount|\bAmazon\b")]
    private static partial Regex Forbidden();
}
