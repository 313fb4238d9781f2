using System.Diagnostics;
using Microsoft.Playwright;

namespace Pipeline.TestKit.Node;

/// <summary>A headless Chromium: the one that is installed, or else one that npm fetches.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Installed() ?? await FetchAsync(),
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    public Task<IPage> NewPageAsync(ColorScheme scheme) =>
        _browser!.NewPageAsync(
            new BrowserNewPageOptions
            {
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = 1000, Height = 1200 },
            });

    private static string? Installed() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>The package unpacks the program where it says.</summary>
    private static async Task<string> FetchAsync()
    {
        var modules = NpmPackages.Folder;
        using var node = Process.Start(
            new ProcessStartInfo(
                "node",
                [
                    "--input-type=module",
                    "-e",
                    "import c from '@sparticuz/chromium'; console.log(await c.executablePath())",
                ])
            {
                WorkingDirectory = Path.GetDirectoryName(modules),
                RedirectStandardOutput = true,
            }
        )!;
        var path = (await node.StandardOutput.ReadToEndAsync()).Trim();
        await node.WaitForExitAsync();
        return path;
    }
}
