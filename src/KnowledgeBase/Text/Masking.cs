using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Text;

/// <summary>Masks secrets and personal data in tickets before they are stored: what is masked cannot leak. Error text, versions and package names stay whole.</summary>
public static partial class Masking
{
    private const int ShortestToken = 13; // characters of a token that is known by its form alone

    // Words alone, and what begins as each pattern does.
    private static readonly string[] OfEverything =
    [
        "how it is that somebody asks with many small words and nothing else",
        "the token: none, its password: none; -u me:none, _auth=none, bearer none of aws; https://me:none@example.org, me@example.org, me at example dot org; 1.2.3.4, ::1, 4000 0000 1, +1 555 0100, phone 555 0100",
    ];

    private static readonly SearchValues<string> Telltales = SearchValues.Create(["-----", "pass", "pw", "kennwort", "senha", "wachtwoord", "bearer", "recovery", "dot"], StringComparison.OrdinalIgnoreCase);

    /// <summary><paramref name="text"/> with access tokens, passwords, e-mail addresses, phone and card numbers and IP addresses replaced by [token], [password], [email], [phone], [card], [ip].</summary>
    public static string Mask(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        text = PrivateKey().Replace(text, "[token]");
        text = Token().Replace(text, "[token]");
        text = Assignment().Replace(text, "$1[token]");
        text = NamedToken().Replace(text, "$1$2$3$4$5[token]");
        text = NamedAwsSecret().Replace(text, "$1[token]");
        text = Header().Replace(text, "$1[token]");
        text = UrlLogin().Replace(text, "$1[password]@");
        text = UrlToken().Replace(text, "$1[token]@");
        text = CommandLogin().Replace(text, "$1[password]");
        text = Password().Replace(text, m => Says(m.Groups[2].Value) ? m.Value : m.Groups[1].Value + "[password]");
        text = PasswordBeside().Replace(text, "$1[password]");
        text = Email().Replace(text, m => IsRemote(m.Value) ? m.Value : "[email]");
        text = SpeltEmail().Replace(text, "[email]");
        text = Card().Replace(text, m => IsCard(m.Value) ? "[card]" : m.Value);
        text = Ipv4().Replace(text, m => IsAddress(m.Value) ? "[ip]" : m.Value);
        text = Ipv6().Replace(text, m => m.Value.Any(char.IsAsciiDigit) && m.Value is not "::1" && IPAddress.TryParse(m.Value, out _) ? "[ip]" : m.Value);
        text = Phone().Replace(text, "[phone]");
        return NationalPhone().Replace(text, "$1[phone]");
    }

    /// <summary>Has the patterns compiled, which takes a fifth of a second: else the first text pays for it.</summary>
    public static void Prepare() => Array.ForEach(OfEverything, text => Mask(text));

    // Most questions are words and nothing else: what every pattern below needs one of is not in them.
    private static bool IsPlain(string text)
    {
        int run = 0;
        bool isMixed = false;
        foreach (char c in text)
        {
            if (!char.IsAscii(c) || char.IsAsciiDigit(c) || c is ':' or '=' or '@')
            {
                return false;
            }

            bool isBlank = char.IsWhiteSpace(c);
            isMixed = !isBlank && (isMixed || !char.IsAsciiLetterLower(c));
            run = isBlank ? 0 : run + 1;
            if (isMixed && run >= ShortestToken)
            {
                return false;
            }
        }

        return !text.AsSpan().ContainsAny(Telltales);
    }

    private static bool IsAddress(string text) =>
        text is not ("127.0.0.1" or "0.0.0.0" or "255.255.255.255") && text.Split('.').All(p => int.Parse(p, CultureInfo.InvariantCulture) <= 255);

    // git@github.com is no person, and pkg@1.0.0-beta.rc no address.
    private static bool IsRemote(string text) => text.StartsWith("git@", StringComparison.Ordinal) || Version().IsMatch(text);

    // "The password is wrong" tells what is the matter and no password.
    private static bool Says(string word) => Plain().IsMatch(word);

    // The checksum of Luhn (ISO/IEC 7812-1), and how the numbers of cards begin: the time in milliseconds passes the first in one of ten.
    private static bool IsCard(string text)
    {
        var digits = text.Where(char.IsDigit).Select(CharUnicodeInfo.GetDecimalDigitValue).ToArray();
        bool begins = (digits[0], digits[1], digits.Length) is (4, _, 13 or 16 or 19) or (5, >= 1 and <= 5, 16) or (2, >= 2 and <= 7, 16) or (3, 4 or 7, 15) or (3, 0 or 6 or 8 or 9, 14) or (3, 5, 16) or (6, _, >= 16);
        if (!begins || digits.Distinct().Count() == 1)
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

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|\z)")]
    private static partial Regex PrivateKey();

    // As their issuers document them: npm, GitHub, GitLab, Slack, AWS, Stripe, Google, PyPI, Docker, Hugging Face, SendGrid, OpenAI, Shopify, DigitalOcean, Discord, ours, and JSON Web Tokens, signed or not.
    [GeneratedRegex(
        @"\b(npm_[A-Za-z0-9]{20,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|gl(pat|ptt|dt|rt)-[A-Za-z0-9_-]{16,}|xox[abceoprs](\.xox[bp])?-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{16,}"
        + @"|hooks\.slack\.com/services/[A-Za-z0-9/]{20,}|(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}|(sk|rk|pk)_(live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9]{16,}|AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{20,}"
        + @"|pypi-[A-Za-z0-9_-]{40,}|dckr_pat_[A-Za-z0-9_-]{20,}|hf_[A-Za-z0-9]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|sk-[A-Za-z0-9_-]{20,}|kb_[A-Za-z0-9_-]{40,}"
        + @"|shp(at|ca|pa|ss)_[A-Fa-f0-9]{32}|do[opr]_v1_[a-f0-9]{64}|[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}"
        + @"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.?)", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex(
        @"((?:_authToken|_auth|_password|npm_token|node_auth_token|api[_-]?key|(?<![a-z])secret|client[_-]?secret|secret[_-]?access[_-]?key|secret[_-]?key|access[_-]?token|refresh[_-]?token|auth[_-]?token|session[_-]?token|private[_-]?token|account[_-]?key|shared[_-]?access[_-]?key)[""']?\s*[=:]\s*[""']?)(?!\$|\[token\]|<|\*)[A-Za-z0-9+/=_.\-]{8,}",
        RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    // "token" alone stands before much else: here only what holds a digit and is long. Then the codes of two-factor authentication, and a session's cookie.
    [GeneratedRegex(
        @"(\btoken[""']?\s*(?:is\s*:?|[=:])\s*[""']?)(?!\$|\[|<)(?=[A-Za-z_\-]*\d)[A-Za-z0-9+/=_\-]{16,}|(\btoken\s+)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
        + @"|(--otp[= ]|(?:\botp|one-time (?:code|password)|(?:2fa|verification|security) code)(?:\s+(?:is|was))?\s*[:=]?\s*)\d{6,8}\b|(\brecovery codes?(?:\s+(?:is|was|are))?\s*:?\s*)[0-9a-f]{16,}\b"
        + @"|((?:\bsession(?:[_-]?id)?|sessid|connect\.sid|\bsid)=)(?=[A-Za-z%._\-]*\d)[A-Za-z0-9%._\-]{16,}",
        RegexOptions.IgnoreCase)]
    private static partial Regex NamedToken();

    // Forty characters of Base64 are a secret key of AWS where somebody says so; forty of small hexadecimal are a commit.
    [GeneratedRegex(@"((?i:aws|secret)[^\n]{0,32}?[\s:=""'`])(?=[a-z0-9/+]*[A-Z])(?=[A-Z0-9/+]*[a-z])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])")]
    private static partial Regex NamedAwsSecret();

    [GeneratedRegex(@"(authorization[""']?\s*:\s*[""']?(?:bearer|basic|token)\s+|\bbearer\s+)(?!\[token\]|token\b|authentication\b|authorization\b)(?=[^\s]*[\d_=A-Z])[A-Za-z0-9+/=_.\-]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex(@"(://[^\s/:@]{1,64}:)(?!\$)[^\s/@]{1,128}@")]
    private static partial Regex UrlLogin();

    [GeneratedRegex(@"(://)[A-Za-z0-9_\-]{20,128}@")]
    private static partial Regex UrlToken();

    [GeneratedRegex(@"(\s(?:-u|--user)[ =][""']?[^\s:""'/@]{1,64}:)[^\s""'$]{3,128}")]
    private static partial Regex CommandLogin();

    [GeneratedRegex(@"((?<![A-Za-z])(?:password|passwd|passwort|passcode|passphrase|pwd|pw|kennwort|contraseña|mot de passe|senha|wachtwoord)(?:\s+(?:is|was)(?:\s+(?:still|now))?\s*:?\s*|[""']?\s*[=:]\s*)[""'`]?)(?![\[$<*{])([^\s""'`,;]{4,64})", RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    // Right after the word, or after "pass", which also means other things: only what mixes letters and digits and is not the name of a method.
    [GeneratedRegex(
        @"((?<![A-Za-z])(?:(?:password|passphrase|passcode|passwd|pwd|pw)(?:\s+-\s+|\s*[(`""'])|(?:password|passphrase|passcode|pwd)\s+|pass(?:\s+(?:is|was)\s+|\s*[=:]\s*)[""'`]?))(?!oauth|auth0|sha-?\d|base\d|argon|pbkdf|utf-?\d|[a-z]*\d[\w.]*[./@])(?=[A-Za-z!#$%&*+?^_~\-]*\d)(?=[\d!#$%&*+?^_~\-]*[A-Za-z])[A-Za-z0-9!#$%&*+?^_~\-]{6,64}",
        RegexOptions.IgnoreCase)]
    private static partial Regex PasswordBeside();

    [GeneratedRegex(
        @"^(wrong|incorrect|invalid|correct|right|not|never|always|expired|required|needed|missing|empty|blank|weak|strong|short|long|reset|changed|lost|forgotten|refused|rejected|accepted|asked|being|been|compromised|leaked|stolen|unknown|different|same|used|saved|stored|sent|shown|hidden|also|only|there|this|that|what|with|from|when|because|must|should|would|will|could|does|process\.\S*|true|false|null|undefined|string|prompt|auth|none|very|already|okay|fine|good|old|too|more|than|what's|isn't|doesn't)\W*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Plain();

    [GeneratedRegex(@"[\p{L}\p{N}._%+\-]{1,64}@[\p{L}\p{N}\-]{1,63}(\.[\p{L}\p{N}\-]{1,63})*\.\p{L}{2,24}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(@"\b[A-Za-z0-9._%+\-]{1,64}(?:\s?[\[(]at[\])]\s?|\sat\s)[A-Za-z0-9\-]{1,63}(?:(?:\s?[\[(]dot[\])]\s?|\sdot\s)[A-Za-z0-9\-]{2,63}){1,3}\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpeltEmail();

    [GeneratedRegex(@"@v?\d+\.\d+\.", RegexOptions.IgnoreCase)]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<![\w.\-])(?:\d(?:[ -]?\d){12,18}|\d{4}(?:\.\d{4}){3})(?![\w\-])")]
    private static partial Regex Card();

    // After one slash it is a version (Chrome/1.2.3.4), after two the host of an address.
    [GeneratedRegex(@"(?<![\w.@\-])(?<![^/]/)(?<!^/)(?<!\b(?:version|build|release|v|Windows|node|npm) )[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?![\w\-]|\.\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Ipv4();

    [GeneratedRegex(@"(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})(?![\w:])", RegexOptions.IgnoreCase)]
    private static partial Regex Ipv6();

    [GeneratedRegex(@"(?<![\w.\-/+@])(\+\d{1,3}[ .\-]?(\(\d{1,4}\)[ .\-]?)?\d{1,4}([ .\-]?\d{2,4}){1,4}|00[1-9]\d{0,2}[ \-]\d{1,4}([ .\-]?\d{2,4}){1,4}|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|[2-9]\d\d\.[2-9]\d\d\.\d{4}|[2-9]\d\d [2-9]\d\d \d{4})(?![\w\-])")]
    private static partial Regex Phone();

    // Without + or brackets a number is a phone's only where somebody says so.
    [GeneratedRegex(@"(\b(?:phone|call(?: me)?|tel\.?|telephone|mobile|cell|my number|reach me|whatsapp)\b[^\n\d+]{0,24})(?<![\d.])\d{2,5}(?:[ .\-/]?\d{2,5}){2,5}(?![\w\-]|\.\d)", RegexOptions.IgnoreCase)]
    private static partial Regex NationalPhone();
}
