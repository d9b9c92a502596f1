namespace KnowledgeBase.Api.Pages;

/// <summary>Shows the widget as it looks on another site, and the line that puts it there.</summary>
internal static class WidgetPage
{
    public static IResult Get(HttpContext context) => Layout.Page($"{Words.WidgetTitle} · {Words.Brand}", Html.Of(
        $"""
        <h1>{Words.WidgetTitle}</h1>
        <p class="under">{Words.WidgetHint}</p>
        <div class="prose">
        <pre><code>&lt;script src="{Endpoints.Links.Site(context.Request)}/widget.js" defer&gt;&lt;/script&gt;</code></pre>
        <p>{Words.WidgetOrigins} <code>KnowledgeBase__Widget__Origins__0=https://www.example.com</code></p>
        <p>{Words.WidgetLabel} <code>data-label="Help"</code></p>
        </div>
        <script src="/widget.js" defer></script>
        """));
}
