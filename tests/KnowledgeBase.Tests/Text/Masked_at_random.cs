using System.Globalization;
using KnowledgeBase.Text;

namespace KnowledgeBase.Tests.Text;

public sealed class Masked_at_random
{
    private const int Count = 2000;
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Hex = Digits + "abcdef";
    private const string Mixed = Lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + Digits;

    private static readonly string[] Names = ["ana", "b.okafor", "li-wei", "tomas_k", "j.doe+npm", "support"];
    private static readonly string[] Packages = ["left-pad", "@acme/widgets", "react", "lodash.merge", "@types/node", "string-width"];

    private readonly Random random = new(2026);

    [Fact]
    public void Ninety_nine_of_a_hundred_secrets_in_tickets_are_masked()
    {
        Func<(string Secret, string Text)>[] forms = [.. Secrets()];
        var kept = new List<string>();
        for (int i = 0; i < Count; i++)
        {
            var (secret, text) = forms[i % forms.Length]();
            string ticket = $"Hi,\nsince {random.Next(1, 12)}.{random.Next(20)}.{random.Next(9)} npm publish of {Of(Packages)} fails with E40{random.Next(5)}.\n{text}\nThanks, {Of(Names)}";
            if (Masking.Mask(ticket).Contains(secret, StringComparison.Ordinal))
            {
                kept.Add(text);
            }
        }

        Assert.True(kept.Count <= Count / 100, $"{kept.Count} of {Count} are not masked:\n{string.Join('\n', kept.Take(20))}");
    }

    [Fact]
    public void One_of_two_hundred_lookalikes_at_most_is_touched()
    {
        Func<string>[] forms = [.. Lookalikes()];
        var touched = new List<string>();
        for (int i = 0; i < Count; i++)
        {
            string text = $"npm install prints:\n{forms[i % forms.Length]()}\nWhat now?", masked = Masking.Mask(text);
            if (masked != text)
            {
                touched.Add($"{text} -> {masked}");
            }
        }

        Assert.True(touched.Count <= Count / 200, $"{touched.Count} of {Count} are touched:\n{string.Join('\n', touched.Take(20))}");
    }

    [Fact]
    public void What_is_masked_stays_as_it_is_when_masked_again()
    {
        foreach (var form in Secrets())
        {
            for (int i = 0; i < 20; i++)
            {
                string once = Masking.Mask(form().Text);
                Assert.Equal(once, Masking.Mask(once));
            }
        }
    }

    private IEnumerable<Func<(string Secret, string Text)>> Secrets()
    {
        yield return () => In("npm_" + Some(Mixed, 36), "my token is {0} and it worked yesterday");
        yield return () => In("ghp_" + Some(Mixed, 36), "GITHUB_TOKEN: {0}");
        yield return () => In("github_pat_" + Some(Mixed, 22) + "_" + Some(Mixed, 59), "git clone https://{0}@github.example/x.git");
        yield return () => In($"xoxb-{Some(Digits, 12)}-{Some(Digits, 12)}-{Some(Mixed, 24)}", "the bot uses {0}.");
        yield return () => In("AKIA" + Some("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16), "AWS_ACCESS_KEY_ID={0}");
        yield return () => In(Some(Mixed + "/+", 40), "aws_secret_access_key = {0}");
        yield return () => In($"eyJ{Some(Mixed, 20)}.eyJ{Some(Mixed, 60)}.{Some(Mixed + "_-", 43)}", "Authorization: Bearer {0}");
        yield return () => In(Uuid(), "//registry.example/:_authToken={0}");
        yield return () => In(Base64(18), "_auth = \"{0}\"");
        yield return () => In(Some(Mixed + "!%*", 12), "npm config set registry https://deploy:{0}@npm.example.org/");
        yield return () => In(Some(Mixed + "!%*#?", 14), "curl -u admin:{0} https://npm.example.org/-/ping");
        yield return () => In($"{Some(Mixed + "/+", 60)}\n{Some(Mixed + "/+", 60)}", "-----BEGIN OPENSSH PRIVATE KEY-----\n{0}\n-----END OPENSSH PRIVATE KEY-----");
        yield return () => In(Some(Lower, 6) + Some(Digits, 2), Of(["my password is {0}", "Password: {0}", "pwd={0}", "the passphrase was {0}, I think", "password = '{0}'", "my password is: {0}"]));
        yield return () => In(Some(Lower, 7) + Of(["!", "#", "?"]) + Some(Digits, 3), Of(["password: {0}", "login ana, password is \"{0}\"", "old pw: {0}"]));
        yield return () => In($"{Of(Names)}@{Some(Lower, 6)}.{Of(["example", "co.uk", "org", "io", "museum"])}", Of(["write to {0}", "<{0}> wrote:", "npm user {0}, please", "mailto:{0}"]));
        yield return () => In($"+{random.Next(1, 99)} {random.Next(10, 99)} {Some(Digits, 4)} {Some(Digits, 4)}", "call {0}");
        yield return () => In($"({random.Next(200, 999)}) {random.Next(200, 999)}-{Some(Digits, 4)}", "or {0} after noon");
        yield return () => In($"0{random.Next(20, 99)} {Some(Digits, 4)} {Some(Digits, 4)}", "phone: {0}");
        yield return () => In(Card("4", 16), "I paid with {0}");
        yield return () => In(Card("5" + random.Next(1, 6), 16), "card {0} was charged twice");
        yield return () => In(Card(Of(["34", "37"]), 15), "my Amex is {0}");
        yield return () => In($"{random.Next(11, 223)}.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}", Of(["our address is {0}", "blocked: {0}", "http://{0}:4873/ answers 403", "from {0}.", "[{0}]"]));
        yield return () => In($"2001:db8:{Some(Hex, 4)}:{Some(Hex, 4)}::{random.Next(1, 999)}", "IPv6 {0} is blocked");
        yield return () => In("sk_live_" + Some(Mixed, 24), "STRIPE={0}");
        yield return () => In("glpat-" + Some(Mixed, 20), "PRIVATE-TOKEN: {0}");
        yield return () => In("AIza" + Some(Mixed, 35), "key={0}");
        yield return () => In(Some(Mixed, 32), "\"client_secret\": \"{0}\"");
        yield return () => In("kb_" + Some(Mixed, 43), "Authorization: Bearer {0}");
        yield return () => In(Some(Mixed, 38) + "aZ", Of(["our AWS secret {0} leaked", "AWS_SECRET_ACCESS_KEY {0}", "secretAccessKey: '{0}'"]));
        yield return () => In(Uuid(), Of(["my npm token {0} is not accepted", "NPM_TOKEN={0}"]));
        yield return () => In(Some(Lower, 5) + Some(Digits, 3), Of(["my password {0} is not taken", "DB_PASS={0}", "login ana, pass: {0}", "Password - {0}", "password `{0}`", "the pass is {0}", "Contraseña: {0}", "Mot de passe : {0}", "Kennwort: {0}"]));
        yield return () => In($"{Some(Lower, 5)} at {Some(Lower, 6)} dot com", "write to {0}");
        yield return () => In($"{Some(Lower, 5)}@{Some(Lower, 3)}ü{Some(Lower, 3)}.example", "write to {0}");
        yield return () => In($"{random.Next(200, 999)}.{random.Next(200, 999)}.{Some(Digits, 4)}", Of(["call {0}", "my cell is {0}"]));
        yield return () => In($"0049 {random.Next(20, 99)} {Some(Digits, 6)}", "or {0} in the evening");
        yield return () => In($"eyJ{Some(Mixed, 20)}.eyJ{Some(Mixed, 40)}.", "the header carries {0}");
        yield return () => In(Some(Hex, 32), Of(["Cookie: session={0}", "recovery code {0}", "connect.sid={0}"]));
        yield return () => In("shpat_" + Some(Hex, 32), "SHOP={0}");
    }

    private IEnumerable<Func<string>> Lookalikes()
    {
        yield return () => $"commit {Some(Hex, 40)}";
        yield return () => $"\"integrity\": \"sha512-{Base64(64)}\"";
        yield return () => $"{Of(Packages)}@{random.Next(20)}.{random.Next(99)}.{random.Next(99)}";
        yield return () => $"{Of(Packages)}@{random.Next(20)}.{random.Next(99)}.{random.Next(99)}-{Of(["beta", "rc", "next", "alpha"])}.{random.Next(9)}";
        yield return () => $"npm error code {Of(["E401", "E403", "E404", "EACCES", "ERESOLVE", "EINTEGRITY", "ENEEDAUTH", "EOTP"])}";
        yield return () => $"npm error A complete log of this run can be found in: /home/u/.npm/_logs/2026-{random.Next(10, 12)}-{random.Next(10, 28)}T{random.Next(10, 23)}_{random.Next(10, 59)}_{random.Next(10, 59)}_{random.Next(100, 999)}Z-debug-0.log";
        yield return () => $"took {random.Next(1, 9)}{Some(Digits, 12)} ns at 17{Some(Digits, 11)}";
        yield return () => $"https://registry.example/{Of(Packages)}/-/{Some(Lower, 8)}-{random.Next(9)}.{random.Next(9)}.{random.Next(9)}.tgz";
        yield return () => $"git+ssh://git@github.com/{Some(Lower, 6)}/{Some(Lower, 8)}.git#{Some(Hex, 40)}";
        yield return () => "//registry.example/:_authToken=${NPM_TOKEN}";
        yield return () => "connect ECONNREFUSED 127.0.0.1:4873 and ::1:4873";
        yield return () => $"request id {Uuid()}";
        yield return () => $"Chrome/{random.Next(80, 140)}.0.{random.Next(1000, 9999)}.{random.Next(255)} Safari/537.36";
        yield return () => $"version {random.Next(9)}.{random.Next(9)}.{random.Next(99)}.{random.Next(9)} of the tool";
        yield return () => Of(["Your password is incorrect.", "the password is not accepted", "Password: required", "my password is wrong again", "password: process.env.PW", "npm notice Log in with your password or a token"]);
        yield return () => Of(["npm error Invalid token: unauthorized", "token is expired", "a bearer token is needed", "Bearer authentication required", "the secret is missing", "access token: revoked"]);
        yield return () => $"at Object.<anonymous> (/app/node_modules/{Of(Packages)}/lib/index.js:{random.Next(1, 999)}:{random.Next(1, 99)})";
        yield return () => $"sha1-{Base64(20)} {Some(Hex, 64)}";
        yield return () => $"10:{random.Next(10, 59)}:{random.Next(10, 59)} silly placeDep ROOT {Of(Packages)}@{random.Next(9)}.{random.Next(9)}.{random.Next(9)} OK for: app@1.0.0";
        yield return () => $"std::vector a::b ns::{Some(Lower, 5)} {random.Next(1000, 9999)}-{random.Next(10, 12)}-{random.Next(10, 28)}";
        yield return () => Of(["1,204 tests pass: 12 suites", "the password manager 1Password fills it in", "password hashing by argon2id or sha256", "a pass is an item of pass 2", "all checks pass, secret scanning included", "look at the secret dot file at home", "PASS src/login2.test.js", "password reset e-mail 2 hours late"]);
        yield return () => $"aws s3 cp build/{Some(Hex, 40)}.tgz and secret scanning of {Some(Hex, 40)}";
        yield return () => $"added {random.Next(200, 999)} packages, and audited {random.Next(200, 999)} packages in {random.Next(2, 9)}s";
        yield return () => $"order {random.Next(100000, 999999)}-{random.Next(100, 999)} and ticket #{random.Next(10000, 99999)}";
    }

    private static (string, string) In(string secret, string sentence) => (secret, string.Format(CultureInfo.InvariantCulture, sentence.Replace("${", "$\0", StringComparison.Ordinal), secret));

    private string Some(string alphabet, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)]));

    private string Of(string[] choices) => choices[random.Next(choices.Length)];

    private string Base64(int bytes)
    {
        byte[] raw = new byte[bytes];
        random.NextBytes(raw);
        return Convert.ToBase64String(raw);
    }

    private string Uuid() => $"{Some(Hex, 8)}-{Some(Hex, 4)}-4{Some(Hex, 3)}-a{Some(Hex, 3)}-{Some(Hex, 12)}";

    // A number with a right check digit, in groups or not.
    private string Card(string start, int length)
    {
        string digits = start + Some(Digits, length - 1 - start.Length);
        int sum = digits.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(d => d > 9 ? d - 9 : d);
        digits += (char)('0' + ((10 - (sum % 10)) % 10));
        return random.Next(2) == 0 ? digits : string.Join(' ', digits.Chunk(4).Select(c => new string(c)));
    }
}
