using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.Api.Security;

/// <summary>Tells what the pages of other sites make a browser send; see Fetch Metadata Request Headers of the W3C.</summary>
internal static class SameSite
{
    /// <summary>False when a browser says that another site's page sent the request. With <paramref name="navigation"/>, following a link is no harm.</summary>
    public static bool Allows(HttpRequest request, bool navigation)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
        {
            return navigation && HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate";
        }

        string origin = request.Headers[HeaderNames.Origin].ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(Authority(request), StringComparison.OrdinalIgnoreCase));
    }

    // The scheme may differ behind a proxy that ends TLS; host and port do not.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own) ? own.Authority : "";
}
