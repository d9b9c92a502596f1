using System.Security.Claims;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace KnowledgeBase.Api.Security;

/// <summary>Sign-in for the pages: a cookie, given for a key or by an OpenID Connect provider.</summary>
internal static class SignIn
{
    /// <summary>Where the provider sends people back to.</summary>
    public const string Callback = "/signin/openid";

    private const string Key = "key";
    private const string Session = "session";
    private static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    public static void AddSignIn(this IServiceCollection services, OpenIdConnectSettings openId)
    {
        services.AddSingleton<StoredSessions>().AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<StoredSessions>((options, sessions) => options.SessionStore = sessions);
        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie = new SignInCookie();
            options.ExpireTimeSpan = Idle;
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = StillHolds;
        });
        if (openId.Authority.Length > 0)
        {
            authentication.AddOpenIdConnect(options => Configure(options, openId));
        }
    }

    /// <summary>The principal of who holds a key.</summary>
    public static ClaimsPrincipal ByKey(Store.ApiKey key) => Principal(key.Name, key.Role, new Claim(Key, key.Id));

    /// <summary>Who is signed in, or null.</summary>
    public static Caller? CallerOf(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true && Enum.TryParse(user.FindFirstValue(ClaimTypes.Role), ignoreCase: true, out Role role)
            ? new Caller(role, user.FindFirstValue(ClaimTypes.Name) ?? "", user.FindFirstValue(Session) ?? "")
            : null;

    private static ClaimsPrincipal Principal(string name, string role, params Claim[] more) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role), new Claim(Session, Guid.NewGuid().ToString("N")), .. more], CookieAuthenticationDefaults.AuthenticationScheme));

    // A key that was taken away ends the sign-ins it gave.
    private static async Task StillHolds(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.FindFirstValue(Key) is { } id && context.HttpContext.RequestServices.GetRequiredService<Engine>().Store.Keys.Get(id) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
        }
    }

    private static void Configure(OpenIdConnectOptions options, OpenIdConnectSettings settings)
    {
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret.Length > 0 ? settings.ClientSecret : null;
        options.RequireHttpsMetadata = settings.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // so that the cookies of the way there and back may be Lax
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CallbackPath = Callback;
        options.MapInboundClaims = false;
        options.Scope.Add("email");
        options.Events.OnTokenValidated = context =>
        {
            var claims = context.Principal!.Claims.ToLookup(c => c.Type, c => c.Value);
            string? name = claims["email"].Concat(claims["preferred_username"]).Concat(claims["sub"]).FirstOrDefault();
            if (RoleOf([.. claims[settings.RoleClaim]], settings) is { } role)
            {
                context.Principal = Principal(name ?? "", role.ToString());
                context.HttpContext.RequestServices.GetRequiredService<Engine>().Store.Audit.Add(name ?? "", nameof(SignIn), "OpenID Connect");
            }
            else
            {
                context.Fail("no role");
            }

            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<Gate>>().LogWarning("A sign-in by OpenID Connect failed: {Message}", context.Failure?.Message);
            context.Response.Redirect("/signin?fault=role");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static Role? RoleOf(IReadOnlyList<string> values, OpenIdConnectSettings settings) =>
        values.Contains(settings.AdminValue) ? Role.Admin
        : values.Contains(settings.WriterValue) ? Role.Writer
        : values.Contains(settings.AgentValue) ? Role.Agent
        : null;

    // Secure wherever the person's way to us is by TLS, even if a proxy ends it.
    private sealed class SignInCookie : CookieBuilder
    {
        public SignInCookie()
        {
            Name = "kb";
            HttpOnly = true;
            SameSite = SameSiteMode.Lax;
            SecurePolicy = CookieSecurePolicy.SameAsRequest;
            IsEssential = true;
            Path = "/";
        }

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure |= context.Request.Headers["X-Forwarded-Proto"].ToString().Contains("https", StringComparison.OrdinalIgnoreCase);
            return options;
        }
    }
}
