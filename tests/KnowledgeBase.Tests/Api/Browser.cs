using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

/// <summary>A real Chromium.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = Arguments });
    }

    /// <summary>A new page in a profile of its own; skips the test where there is no Chromium, fails it where everything is required.</summary>
    public async Task<IPage> NewPage(Uri site, bool script = true, int width = 1280, int height = 900)
    {
        Skip.If(browser is null && Environment.GetEnvironmentVariable("KB_REQUIRE_ALL") != "1", $"There is no Chromium at {Chromium}; install it with: apt-get install -y chromium");
        Assert.True(browser is not null, $"KB_REQUIRE_ALL=1 and there is no Chromium at {Chromium}.");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
            playwright!.Dispose();
        }
    }
}
