using System.Globalization;
using System.Text;
using Pipeline.Local.Output;

namespace Pipeline.Benchmarks.Reporting;

/// <summary>The folder of one day's results on one machine.</summary>
internal sealed class ResultsFolder
{
    private readonly Machine _machine;

    /// <param name="folder">Folder of all results.</param>
    public ResultsFolder(string folder, Machine machine)
    {
        _machine = machine;
        Path = System.IO.Path.Combine(
            folder,
            $"{DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}-{machine.Slug}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a page of Markdown that begins with the machine and the command, and shows it.</summary>
    public void WritePage(string name, string title, string body)
    {
        var page = new StringBuilder($"# {title}\n\n```sh\n{_machine.Command}\n```\n\n");
        page.Append(
            MarkdownTable.Of(
                ["", ""],
                [
                    [
                        "processor",
                        $"{_machine.Processor}, {Humanize.Count(_machine.Cores, "core")}, vectors of "
                            + $"{_machine.Vectors}",
                    ],
                    ["memory", Humanize.Bytes(_machine.MemoryBytes)],
                    ["system", _machine.System],
                    ["load before the run", _machine.Load],
                    [".NET", _machine.Dotnet],
                    ["DuckDB", _machine.DuckDb],
                    ["pipeline", _machine.Pipeline],
                ]));
        page.Append('\n').Append(body);
        File.WriteAllText(PathOf(name), page.ToString());
        Console.WriteLine(body);
    }
}
