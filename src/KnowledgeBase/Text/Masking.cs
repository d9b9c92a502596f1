using System.Text.RegularExpressions;

namespace KnowledgeBase.Text;

/// <summary>Masks secrets and personal data in tickets before they are stored: what is masked cannot leak. Error text, versions and package names stay whole.</summary>
public static partial class Masking
{
    /// <summary><paramref name="text"/> with access tokens, passwords, e-mail addresses, phone and card numbers and IP addresses replaced by [token], [password], [email], [phone], [card], [ip].</summary>
    public static string Mask(string text)
    {
        text = PrivateKey().Replace(text, "[token]");
        text = Token().Replace(text, "[token]");
        text = Assignment().Replace(text, "$1[token]");
        text = Header().Replace(text, "$1[token]");
        text = UrlLogin().Replace(text, "$1[password]@");
        text = Password().Replace(text, "$1[password]");
        text = Email().Replace(text, "[email]");
        text = Card().Replace(text, m => IsCard(m.Value) ? "[card]" : m.Value);
        text = Ipv4().Replace(text, m => IsAddress(m.Value) ? "[ip]" : m.Value);
        text = Ipv6().Replace(text, "[ip]");
        return Phone().Replace(text, "[phone]");
    }

    private static bool IsAddress(string text) =>
        text is not ("127.0.0.1" or "0.0.0.0" or "255.255.255.255") && text.Split('.').All(p => p.Length <= 3 && int.Parse(p, System.Globalization.CultureInfo.InvariantCulture) <= 255);

    // The checksum of Luhn (ISO/IEC 7812-1), and the lengths cards have.
    private static bool IsCard(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(c => c - '0').ToArray();
        if (digits.Length is < 13 or > 19 || digits.Distinct().Count() == 1)
        {
            return false;
        }

        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i];
            digit = i % 2 == 1 ? digit * 2 : digit;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|\z)")]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b(npm_[A-Za-z0-9]{20,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{8,}|(AKIA|ASIA)[A-Z0-9]{16}|(sk|rk|pk)_(live|test)_[A-Za-z0-9]{16,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,})", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex(@"(?i)((?:_authToken|_auth|npm_token|api[_-]?key|secret|access[_-]?token)\s*[=:]\s*[""']?)(?!\$|\[token\]|<)[A-Za-z0-9+/=_.\-]{8,}")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?i)(authorization:\s*(?:bearer|basic|token)\s+|\bbearer\s+)(?!\[token\])[A-Za-z0-9+/=_.\-]{8,}")]
    private static partial Regex Header();

    [GeneratedRegex(@"(://[^\s/:@]{1,64}:)[^\s/@]{1,128}@")]
    private static partial Regex UrlLogin();

    [GeneratedRegex(@"(?i)(\b(?:password|passwd|passwort|pwd|passphrase)\s*(?:is\s*:?|[=:])\s*[""']?)(?!\[)[^\s""',;]{4,64}")]
    private static partial Regex Password();

    [GeneratedRegex(@"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(\.[A-Za-z0-9\-]{1,63})*\.[A-Za-z]{2,24}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![\w.\-])\d(?:[ -]?\d){12,18}(?![\w\-])")]
    private static partial Regex Card();

    [GeneratedRegex(@"(?<![\w.@\-/])(?<!version )\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w.\-])")]
    private static partial Regex Ipv4();

    [GeneratedRegex(@"(?<![\w:.])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:.])(?:[0-9a-f]{1,4}:){2,6}:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4}(?![\w:])", RegexOptions.IgnoreCase)]
    private static partial Regex Ipv6();

    [GeneratedRegex(@"(?<![\w.\-/+@])(\+\d{1,3}[ .\-]?(\(\d{1,4}\)[ .\-]?)?\d{2,4}([ .\-]?\d{2,4}){1,4}|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4})(?![\w\-])")]
    private static partial Regex Phone();
}
