using Microsoft.Playwright;

namespace KnowledgeBase.Tests.Api;

/// <summary>What a writer does in the editor.</summary>
internal static class Editor
{
    /// <summary>Pastes <paramref name="text"/> in place of all that stands there.</summary>
    public static async Task Write(this IPage page, string text)
    {
        var place = page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).And(page.Locator(".cm-content"));
        await place.FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await place.EvaluateAsync(
            """
            (place, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", text);
              place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
            }
            """, text);
    }
}
