using System.Globalization;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Pages;

/// <summary>The keys of programs and people: made, shown once, taken away.</summary>
internal static class KeysPage
{
    private static readonly Role[] Roles = [Role.Agent, Role.Writer, Role.Admin];

    public static IResult Get(Engine engine, HttpContext context) => Show(engine, context, Html.Empty);

    public static async Task<IResult> Post(Engine engine, HttpContext context, TimeProvider time)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["remove"].ToString() is { Length: > 0 } id)
        {
            engine.Store.Keys.Remove(id);
            Auditing.About(context, id);
            return Show(engine, context, Html.Of($"""<p class="said" role="status">{AdminWords.KeyGone}</p>"""));
        }

        string name = form["name"].ToString().Trim(), role = form["role"].ToString();
        if (KeyEndpoints.Fault(name, role, null, time) is var (_, mend))
        {
            return Show(engine, context, Html.Of($"""<p class="error" role="alert">{AdminWords.KeyName}: {mend}</p>"""), StatusCodes.Status400BadRequest);
        }

        var (secret, key) = engine.Store.Keys.Add(name, role);
        Auditing.About(context, $"{key.Id} {key.Role} {key.Name}");
        return Show(engine, context, Html.Of($"""<div class="said" role="status"><p>{AdminWords.KeyMade}</p><p><code class="secret">{secret}</code></p></div>"""));
    }

    private static IResult Show(Engine engine, HttpContext context, Html note, int status = 200)
    {
        context.Response.Headers.CacheControl = "no-store";
        var keys = engine.Store.Keys.All();
        return Layout.Workplace(AdminWords.Keys, Place.Admin, Html.Of(
            $"""
            <h1 class="hidden">{AdminWords.Keys}</h1>{AdminPages.Tabs("/admin/keys")}
            <p class="hint">{AdminWords.KeysHint}</p>{note}
            <form class="bar make" action="/admin/keys" method="post">{FormToken.Input(context)}<div><label class="line" for="name">{AdminWords.KeyName}</label><input id="name" name="name" maxlength="100" required autocomplete="off"></div>
            <div><label class="line" for="role">{AdminWords.KeyRole}</label><select id="role" name="role">{Html.Each(Roles, r => Html.Of($"""<option>{r.ToString().ToLowerInvariant()}</option>"""))}</select></div><button>{AdminWords.KeyMake}</button></form>
            {(keys.Count == 0 ? Html.Of($"""<p class="empty">{AdminWords.NoKeys}</p>""") : Html.Of(
                $"""<div class="scroll" tabindex="0" role="group" aria-label="{AdminWords.Keys}"><table class="grid stacked"><thead><tr><th scope="col">{AdminWords.KeyName}</th><th scope="col">{AdminWords.KeyRole}</th><th scope="col">{AdminWords.KeyCreated}</th><th scope="col">{AdminWords.KeyUsed}</th><th scope="col">{AdminWords.KeyEnds}</th><th scope="col"><span class="hidden">{AdminWords.KeyRemove}</span></th></tr></thead><tbody>{Html.Each(keys, k => Row(context, k))}</tbody></table></div>"""))}
            """), status: status);
    }

    private static Html Row(HttpContext context, ApiKey key) => Html.Of(
        $"""
        <tr><th scope="row"><bdi>{key.Name}</bdi></th><td data-label="{AdminWords.KeyRole}">{key.Role}</td><td class="moment" data-label="{AdminWords.KeyCreated}">{Day(key.Created)}</td><td class="moment" data-label="{AdminWords.KeyUsed}">{Day(key.LastUsed)}</td><td class="moment" data-label="{AdminWords.KeyEnds}">{Day(key.Expires)}</td>
        <td><form action="/admin/keys" method="post">{FormToken.Input(context)}<button class="plain" name="remove" value="{key.Id}" aria-label="{AdminWords.KeyRemove}: {key.Name}">{AdminWords.KeyRemove}</button></form></td></tr>
        """);

    private static string Day(DateTimeOffset? at) => at?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? AdminWords.Never;
}
