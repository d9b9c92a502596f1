using System.Globalization;
using KnowledgeBase.Api.Pages;
using Microsoft.AspNetCore.DataProtection;

namespace KnowledgeBase.Api.Security;

/// <summary>
/// The hidden field that proves that a form came from this service, for this caller, not long ago. It is sealed and bound to the sign-in
/// (OWASP: HMAC-based token), so that readers need no cookie.
/// </summary>
public sealed class FormToken(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Name of the field.</summary>
    public const string Field = "form";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly IDataProtector protector = protection.CreateProtector("form");

    /// <summary>The field for a form in answer to this request; the gate checks it when the form is posted.</summary>
    public static Html Input(HttpContext context)
    {
        var token = context.RequestServices.GetRequiredService<FormToken>();
        return Html.Of($"""<input type="hidden" name="{Field}" value="{token.Issue(Caller.Of(context))}">""");
    }

    /// <summary>True when the posted form carries a token that was made for this caller.</summary>
    public async Task<bool> IsOurs(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return false;
        }

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return false; // more fields, or longer ones, than any form of ours has
        }

        return Read(form[Field].ToString(), Caller.Of(context)) is { } age && age.Duration() < Lifetime; // the clock may have been put back meanwhile
    }

    /// <summary>How long ago the token was made, or null when it was not made for this caller.</summary>
    public TimeSpan? Read(string token, Caller caller)
    {
        try
        {
            string text = protector.Unprotect(token);
            int space = text.IndexOf(' ', StringComparison.Ordinal);
            return text[(space + 1)..] == caller.Session
                ? time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text[..space], CultureInfo.InvariantCulture))
                : null;
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return null;
        }
    }

    private string Issue(Caller caller) => protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeMilliseconds()} {caller.Session}"));
}
