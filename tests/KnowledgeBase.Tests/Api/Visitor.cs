using System.Net;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.Api;

/// <summary>A person outside with a browser's cookies.</summary>
internal sealed partial class Visitor : IDisposable
{
    public Visitor(HttpClient like, Uri site)
    {
        using (like)
        {
            Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = site };
            foreach (var (name, values) in like.DefaultRequestHeaders)
            {
                Client.DefaultRequestHeaders.TryAddWithoutValidation(name, values);
            }
        }
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Client { get; }

    public void Dispose() => Client.Dispose();

    /// <summary>The token of the form on a page.</summary>
    public async Task<string> Token(string page) => Hidden().Match(await Client.GetStringAsync(page)).Groups[1].Value;

    public async Task<HttpResponseMessage> Post(string page, string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([.. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)), new("form", await Token(page))]);
        return await Client.PostAsync(action, form);
    }

    /// <summary>Signs in and returns the cookie as it was set.</summary>
    public async Task<string> SignIn(string key)
    {
        var response = await Post("/signin", "/signin", ("key", key));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("kb=", StringComparison.Ordinal));
    }

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();
}
