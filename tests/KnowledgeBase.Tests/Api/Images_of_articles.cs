using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Articles;
using KnowledgeBase.Intake;
using KnowledgeBase.Store;
using KnowledgeBase.Tests.Store;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

[Collection(Writers_tests.Name)]
public sealed class Images_of_articles(Writers_service service, Browser browser)
{
    // A red dot.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=");

    public static TheoryData<string, string> NoImages => new()
    {
        { "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>" }, { "image/png", "<svg xmlns='http://www.w3.org/2000/svg'/>" }, { "image/png", "<html><script>alert(1)</script>" },
        { "image/png", "\u0089PNG" }, { "image/gif", "GIF8" }, { "image/webp", "RIFFxxxxWAVEfmt " }, { "image/jpeg", "" }, { "image/gif", "%PDF-1.7" },
    };

    [Fact]
    public async Task An_image_has_one_address_and_is_served_so_that_nothing_runs()
    {
        string address = await Sent(Png, "image/png", HttpStatusCode.Created);
        Assert.Matches("^/images/[0-9a-f]{64}[.]png$", address);
        Assert.Equal(address, await Sent(Png, "image/gif", HttpStatusCode.OK)); // its content tells, not what it is called
        using var outside = new HttpClient { BaseAddress = service.Client.BaseAddress };
        outside.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var shown = await outside.GetAsync(address);
        Assert.Equal(Png, await shown.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", shown.Content.Headers.ContentType!.ToString());
        Assert.Equal(("nosniff", "default-src 'none'; sandbox", "public, max-age=31536000, immutable"), (Header(shown, "X-Content-Type-Options"), Header(shown, "Content-Security-Policy"), Header(shown, "Cache-Control")));
        using var refused = await outside.PostAsync("/api/v1/images", Body(Png, "image/png"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.True(File.Exists(Path.Combine(service.Articles, address.TrimStart('/'))));
    }

    [Theory]
    [MemberData(nameof(NoImages))]
    public async Task What_is_no_image_is_refused_whatever_it_says_it_is(string type, string content)
    {
        using var answer = await service.Client.PostAsync("/api/v1/images", Body(Encoding.Latin1.GetBytes(content), type));
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.NotFound]);
    }

    [Fact]
    public async Task An_image_may_have_five_megabytes_and_no_more()
    {
        await Sent([.. Png, .. new byte[ImageFile.MaxBytes - Png.Length]], "image/png", HttpStatusCode.Created);
        using var answer = await service.Client.PostAsync("/api/v1/images", Body([.. Png, .. new byte[ImageFile.MaxBytes - Png.Length + 1]], "image/png"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("5 MB", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_our_own_images_are_shown_unless_another_site_is_allowed()
    {
        string address = await Sent(Gif, "image/gif");
        string markdown = $"# T\n\n![own]({address})\n![away](https://cdn.example.com/a.png)\n![odd](/images/../admin)\n![plain](http://cdn.example.com/b.png)\n![data](data:image/png;base64,AA)";
        string here = await Shown(service.Client, markdown);
        Assert.Contains($"<img src=\"{address}\" alt=\"own\" loading=\"lazy\"", here.Replace("loading=\"lazy\" alt=\"own\"", "alt=\"own\" loading=\"lazy\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(2, here.Split("<img").Length);

        await using var own = new Own_service("--KnowledgeBase:Images:Origins:0=https://cdn.example.com");
        using var client = await own.Start();
        string there = await Shown(client, markdown);
        Assert.Equal(3, there.Split("<img").Length);
        Assert.Contains("src=\"https://cdn.example.com/a.png\"", there, StringComparison.Ordinal);
        using var page = await client.GetAsync("/");
        Assert.Contains("img-src 'self' data: https://cdn.example.com;", Header(page, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_taken_away_is_gone()
    {
        string address = await Sent([.. Gif, 1], "image/gif");
        Assert.Equal(HttpStatusCode.NoContent, (await service.Client.DeleteAsync("/api/v1" + address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.DeleteAsync("/api/v1" + address)).StatusCode);
        Assert.False(File.Exists(Path.Combine(service.Articles, address.TrimStart('/'))));
    }

    [SkippableFact]
    public async Task A_pasted_a_dropped_and_a_chosen_image_stand_in_the_text_and_in_the_article()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/write/new");
        await page.GetByLabel("Title").FillAsync("How does a red dot look?");
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true });
        await page.Write("Like this: ");
        foreach (string happening in (string[])["paste", "drop"])
        {
            await text.EvaluateAsync("""
                (text, [happening, base64]) => {
                  const data = new DataTransfer();
                  data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], "image.png", { type: "image/png" }));
                  const end = text.lastElementChild.getBoundingClientRect();
                  text.dispatchEvent(happening === "paste" ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, clientX: end.right - 1, clientY: end.bottom - 2 }));
                }
                """, new[] { happening, Convert.ToBase64String(happening == "paste" ? [.. Png, 1] : [.. Png, 2]) });
            await Assertions.Expect(page.Locator("[data-image] [role=status]")).ToContainTextAsync("what it shows");
            await page.Keyboard.TypeAsync(happening); // where what it shows belongs
            await page.Keyboard.PressAsync("Control+End");
        }

        await page.Locator("[data-image] input").SetInputFilesAsync(new FilePayload { Name = "a red dot.gif", MimeType = "image/gif", Buffer = Gif });
        await Assertions.Expect(page.Locator("[data-preview] img")).ToHaveCountAsync(3);
        Assert.Matches(@"^Like this: !\[paste\]\(/images/[0-9a-f]{64}\.png\)!\[drop\]\(/images/[0-9a-f]{64}\.png\)!\[a red dot\]\(/images/[0-9a-f]{64}\.gif\)$", await page.Locator("#body").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GotoAsync("/articles/how-does-a-red-dot-look");
        var image = page.GetByAltText("a red dot");
        await image.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(image).ToHaveJSPropertyAsync("naturalWidth", 1);
    }

    [SkippableFact]
    public async Task What_is_no_image_is_said_in_the_editor()
    {
        var page = await browser.NewPage(service.Client.BaseAddress!);
        await page.GotoAsync("/write/new");
        await page.Locator("[data-image] input").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = Encoding.UTF8.GetBytes("<svg/>") });
        await Assertions.Expect(page.Locator("[data-image] [role=status]")).ToContainTextAsync("PNG, JPEG, WebP or GIF");
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));

    private static ByteArrayContent Body(byte[] content, string type)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new(type);
        return body;
    }

    private static async Task<string> Shown(HttpClient client, string markdown) =>
        (await (await client.PostAsJsonAsync("/api/v1/articles/preview", new { markdown })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("html").GetString()!;

    private async Task<string> Sent(byte[] content, string type, HttpStatusCode? status = null)
    {
        using var answer = await service.Client.PostAsync("/api/v1/images", Body(content, type));
        Assert.True(status is null ? answer.IsSuccessStatusCode : answer.StatusCode == status, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!;
    }
}

/// <summary>What holds of kept images on either engine.</summary>
public abstract class Images_in_the_store(StorePlace place) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose()
    {
        place.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public void Go_with_a_backup_and_with_an_export_and_come_back_as_they_were()
    {
        byte[] content = [.. "GIF89a"u8, .. Enumerable.Range(0, 300).Select(i => (byte)i)];
        string id = ImageFile.Of(content)!.Id, export = Path.Combine(folder.Path, "export"), backup = Path.Combine(folder.Path, "backup");
        using (var store = place.Open(TimeProvider.System))
        {
            new ArticleImages(store, null).Add(content);
            Export.Run(store, export);
            Backup.Write(store, backup);
        }

        using (var restored = place.Another())
        using (var store = restored.Open(TimeProvider.System))
        {
            Backup.Restore(store, backup, replace: false);
            Assert.Equal(content, store.Image(id)!.Content);
        }

        string zip = Path.Combine(folder.Path, "articles.zip"), odd = new string('0', 64) + ".png";
        File.WriteAllText(Path.Combine(export, "articles", "images", odd), "no image");
        System.IO.Compression.ZipFile.CreateFromDirectory(Path.Combine(export, "articles"), zip);
        foreach (string path in (string[])[Path.Combine(export, "articles"), zip])
        {
            using var another = place.Another();
            using var store = another.Open(TimeProvider.System);
            Assert.Contains(odd, Assert.Single(ArticleImport.Run(store, path).Refusals).ToString(), StringComparison.Ordinal);
            Assert.Equal(content, store.Image(id)!.Content);
            Assert.Equal("image/gif", store.Image(id)!.Type);
        }
    }
}

public sealed class Images_in_SQLite() : Images_in_the_store(new StorePlace.Sqlite());

public sealed class Images_in_PostgreSQL() : Images_in_the_store(new StorePlace.Postgres());
