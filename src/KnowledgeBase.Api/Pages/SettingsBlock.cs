using System.Globalization;
using KnowledgeBase.Api.Settings;

namespace KnowledgeBase.Api.Pages;

/// <summary>The settings in force, under the names they have in the configuration; never a secret.</summary>
internal static class SettingsBlock
{
    public static Html Of(KnowledgeBaseOptions options) => Html.Of(
        $"""
        <details class="settings"><summary>{AdminWords.Settings}</summary><p class="hint">{AdminWords.SettingsHint}</p>
        <div class="scroll" tabindex="0" role="group" aria-label="{AdminWords.Settings}"><table class="grid"><tbody>{Html.Each(All(options), s => Html.Of($"""<tr><th scope="row"><code>{s.Key}</code></th><td><bdi>{s.Value}</bdi></td></tr>"""))}</tbody></table></div></details>
        """);

    private static IEnumerable<(string Key, string Value)> All(KnowledgeBaseOptions o) =>
    [
        ("ArticlesPath", Or(o.ArticlesPath)),
        ("DataPath", o.DataPath),
        ("Database", o.Database.Length == 0 ? AdminWords.InDataPath : AdminWords.Set), // it may hold a password
        ("SampleTickets", Said(o.SampleTickets)),
        ("Widget:Origins", Or(string.Join(", ", o.Widget.Origins))),
        ("Images:Origins", Or(string.Join(", ", o.Images.Origins))),
        ("Limits:PerMinute", string.Join(", ", Text($"Search {o.Limits.PerMinute.Search}"), Text($"Event {o.Limits.PerMinute.Event}"), Text($"Ask {o.Limits.PerMinute.Ask}"), Text($"SignIn {o.Limits.PerMinute.SignIn}"))),
        ("Limits", string.Join(", ", Text($"Reads {o.Limits.Reads}"), Text($"Writes {o.Limits.Writes}"), Text($"Waiting {o.Limits.Waiting}"), Text($"Seconds {o.Limits.Seconds}"), Text($"ImportSeconds {o.Limits.ImportSeconds}"))),
        ("Webhook:Url", o.Webhook.Url.Length == 0 ? AdminWords.Unset : new Uri(o.Webhook.Url).GetLeftPart(UriPartial.Authority)), // a path may be a secret
        ("Webhook:AllowInside", Said(o.Webhook.AllowInside)),
        ("Access:TrustLocal", Said(o.Access.TrustLocal)),
        ("Access:OpenIdConnect:Authority", Or(o.Access.OpenIdConnect.Authority)),
        ("Retention:SearchDays", Text($"{o.Retention.SearchDays}")),
        ("Retention:QuestionDays", Text($"{o.Retention.QuestionDays}")),
        ("Embedding:Kind", o.Embedding.Kind),
        ("Answering:TargetPrecision", Text($"{o.Answering.TargetPrecision}")),
    ];

    private static string Or(string value) => value.Length == 0 ? AdminWords.Unset : value;

    private static string Said(bool value) => value ? "true" : "false";

    private static string Text(FormattableString value) => value.ToString(CultureInfo.InvariantCulture);
}
