using KnowledgeBase.Tests.Api;

namespace KnowledgeBase.Tests.Fuzz;

/// <summary>Real inputs that fuzzing begins with.</summary>
internal static class Seeds
{
    public static IReadOnlyList<string> FrontMatter { get; } =
    [
        "---\ntitle: \"A: b\"\ntags: [x, 'y']\naliases:\n  - /old\n  - z\nquestions:\n  - how so?\nupdated: 2026-11-24\nowner: { name: N, mail: n@example.com }\ndraft: false\n---\n\nBody\n",
        "+++\ntitle = \"A\"\ntags = [\"x\", 'y']\ndate = 2026-11-24T01:02:03Z\n[params]\nweight = 1.5\nlong = \"\"\"\na\nb\"\"\"\n[[items]]\na = { b = 1 }\n+++\nBody",
        ";;;\n{\"title\": \"A\", \"tags\": [\"x\", null], \"weight\": 1e3}\n;;;\nBody",
        "{\n\"title\": \"A\", \"aliases\": [\"a/b\"]\n}\nBody",
        "---\nbase: &b { audience: agent }\n<<: *b\ntitle: >-\n  folded\n  text\nstate: review\nkind: incident\nversion: 11\nquestions: |\n  one\n---\n# H\n",
        "\ufeff---\r\ntitle: A\r\n---\r\nBody\r\n",
        "# Only a heading #\n\ntext",
    ];

    public static IReadOnlyList<string> Mdx { get; } =
    [
        "---\ntitle: T\n---\nimport X, { Y } from 'x'\nexport const meta = { a: [1, 2], b: `t${1}` }\n\n# Start\n\n<X prop={() => <b>{\"}\"}</b>}>text {1 + 1} more</X>\n\n{/* a comment */}\n\n```js\nimport kept from 'kept'\n```\n\n<Tabs>\n  <Tab title=\"a > b\">\n\n  - item\n\n  </Tab>\n</Tabs>\n",
        "---\ntitle: T\n---\n<Note {...props} a='b' c>*x*</Note>\n\n<>fragment</>\n\n{`template ${a}`}\n\nexport default function A() {\n  return <p>no</p>\n}\n\ntext `<code/>` end\n",
    ];

    public static IReadOnlyList<string> JsonLines { get; } =
    [
        .. File.ReadLines(Repository.Tickets).Where((_, i) => i % 60 == 0).Chunk(3).Select(lines => string.Join('\n', lines)),
        "{\"id\":\"T\\u0031\",\"created\":1700000000,\"title\":\"a\",\"text\":null,\"articles\":null,\"requester\":\"a@b.c\"}\n\n{\"id\":2,\"created\":\"2026-01-02\",\"text\":\"b\",\"articles\":[\"x\",1,[\"y\"]],\"more\":{\"deep\":[[[[]]]]}}\n[]\n",
    ];

    public static IReadOnlyList<string> Csv { get; } =
    [
        "id,created,channel,subject,text,answer,articles,requester\n1,2026-01-01,email,\"Hi, you\",\"a\nb \"\"c\"\"\",try,x y,a@b.c\n2,1700000000,,,,,\n",
        "\ufeffid;created;text\r\n1;2026-01-01;a\r\n2;soon;\"b\r\n",
        "id\tcreated\ttitle\n1\t2026-01-01\t\"x\ty\"\n",
        "id|created|subject|text\n1|2026-01-01|s|'t'\n",
    ];

    public static IReadOnlyList<string> Texts { get; } =
    [
        .. Hostile_texts.Texts.Select(t => t.Length > 5_000 ? t[..5_000] : t),
        "Re: Fwd: it fails\nHi team,\n\nnpm ERR! code EACCES\nnpm ERR! path /usr/local/lib/node_modules\n\n> On 2 Jan, Support wrote:\n> try again\n\nOn Mon, 3 Mar 2026 at 10:11, Kim <kim@example.com> wrote:\n> old\n\nThanks,\nKim\n-- \nKim Doe\n+49 30 1234567",
        "my token is npm_0123456789abcdefghijklmnopqrstuvwxyz and password: hunter2! card 4111 1111 1111 1111 at 203.0.113.7 or 2001:db8::1, https://u:p@host/x //registry/:_authToken=abcdef0123456789",
        "npm publish --access=public @acme/widgets@1.2.3-beta.4+build sha512-AbC/+= E404 ERESOLVE node_modules/.bin C:\\Users\\x 0xdeadbeef --otp=123456",
        "how do i \"quote\" (this) OR NOT field:value title^3 a~2 [1 TO 9] wild*card? \\escape && || ! {x}",
    ];

    public static IReadOnlyList<string> Articles { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Articles, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where((_, i) => i % 8 == 0).Select(File.ReadAllText),
        .. Texts.Select(t => "---\ntitle: T\n---\n" + t),
    ];
}
