namespace KnowledgeBase.Tests.Articles;

/// <summary>Markdown that means harm, of our own making, by the classes that are known: elements, links, attributes, clobbering, and what parsers read differently.</summary>
internal static class Hostile_markdown
{
    private const string Run = "window.harmed=1";
    private const string Away = "https://away.example/";

    private static readonly string[] Elements =
    [
        $"<script>{Run}</script>", $"<script src={Away}s.js></script>", $"<img src=x onerror={Run}>", $"<img src={Away}i.png>", $"<img srcset='{Away}i.png 1x'>",
        $"<svg onload={Run}></svg>", $"<svg><script>{Run}</script></svg>", $"<svg><a xlink:href='javascript:{Run}'><text y=9>x</text></a></svg>", $"<svg><use href='{Away}u.svg#a'/></svg>",
        $"<svg><animate attributeName=href values=javascript:{Run} /><a id=x><text>x</text></a></svg>", $"<svg><foreignObject><img src=x onerror={Run}></foreignObject></svg>", $"<svg><image href='{Away}i.png'/></svg>",
        $"<math><mi xlink:href='javascript:{Run}'>x</mi></math>", $"<math><maction actiontype=statusline href='javascript:{Run}'>x</maction></math>",
        $"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={Run}&gt;'></table></mtext></math>",
        $"<iframe src={Away}></iframe>", $"<iframe srcdoc='<script>parent.{Run}</script>'></iframe>", $"<object data={Away}o></object>", $"<embed src={Away}e>", $"<portal src={Away}></portal>",
        $"<form action={Away}><input name=q><button>go</button></form>", $"<button formaction=javascript:{Run}>x</button>", $"<input autofocus onfocus={Run}>", $"<isindex action={Away}>", $"<select autofocus onfocus={Run}><option>x</select>",
        $"<textarea autofocus onfocus={Run}></textarea>", $"<keygen autofocus onfocus={Run}>", $"<details open ontoggle={Run}>x</details>", $"<video src={Away}v onerror={Run}></video>", $"<video poster={Away}p></video>",
        $"<audio src=x onerror={Run}></audio>", $"<body onload={Run}>", $"<body background={Away}b.png>", $"<marquee onstart={Run}>x</marquee>", $"<style>@import '{Away}c.css';</style>",
        $"<style>*{{background:url({Away}b.png)}}</style>", $"<link rel=stylesheet href={Away}c.css>", $"<link rel=prefetch href={Away}p>", $"<meta http-equiv=refresh content='0;url={Away}'>", $"<base href={Away}>",
        $"<noscript><p title='</noscript><img src=x onerror={Run}>'></noscript>", $"<template><img src=x onerror={Run}></template>", $"<xmp><p title='</xmp><img src=x onerror={Run}>'>", $"<title><p title='</title><img src=x onerror={Run}>'>",
        $"<plaintext><img src=x onerror={Run}>", $"<!--><img src=x onerror={Run}>-->", $"<!--!><img src=x onerror={Run}>-->", $"<![CDATA[<img src=x onerror={Run}>]]>", $"<?xml-stylesheet href='{Away}x'?>",
        $"<p style='background:url({Away}b.png)'>x</p>", $"<p style='behavior:url(#x)' onclick={Run}>x</p>", $"<table background={Away}t.png><tr><td>x</table>", $"<div onmouseover={Run} onfocus={Run} tabindex=0>x</div>",
        $"<a href=javascript:{Run} autofocus tabindex=0 onfocus={Run}>x</a>", $"<a href='#' ping={Away}>x</a>", $"<dialog open><form method=dialog><button>x</button></form></dialog>", $"<x-harm onanimationstart={Run}>x</x-harm>",
        $"<img/src=x/onerror={Run}>", $"<img src=x onerror\n=\n{Run}>", $"<<img src=x onerror={Run}>>", $"<img src=\"x` `<script>{Run}</script>\"` `>", $"<slot onslotchange={Run}>x</slot>",
    ];

    private static readonly string[] Frames =
        ["{0}", "> {0}", "- a\n\n  {0}", "| a | b |\n|---|---|\n| {0} | x |", "## {0}", "[{0}](https://a.example)", "text {0} text", "`a`{0}`b`"];

    private static readonly string[] Schemes =
        ["javascript:" + Run, "JaVaScRiPt:" + Run, "java\tscript:" + Run, "java&#10;script:" + Run, "&#106;avascript:" + Run, "&#x6A;avascript&colon;" + Run, "javascript&#58;" + Run, "\u0001javascript:" + Run, " javascript:" + Run,
         "vbscript:x", "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,<svg onload=1>", "file:///etc/passwd", "blob:https://a.example/x", "filesystem:https://a.example/x", "about:blank", "ws://away.example", "jar:https://a.example!/x",
         "view-source:https://a.example", "intent://x#Intent;end", "//away.example/x", "/\\away.example/x", "\\\\away.example\\x", "javascript://a.example/%0a" + Run, "feed:javascript:" + Run, "mhtml:https://a.example!x"];

    private static readonly string[] Links =
        ["[x]({0})", "[x](<{0}>)", "<{0}>", "[x][r]\n\n[r]: {0}", "![x]({0})", "[![x]({0})]({0})", "<a href=\"{0}\">x</a>", "[x]({0} \"t\")"];

    private static readonly string[] Names =
        ["main", "q", "body", "documentElement", "forms", "cookie", "location", "getElementById", "querySelector", "createElement", "head", "defaultView", "harmed", "vote", "suggestions"];

    private static readonly string[] Attributes =
        ["{{onclick={1}}}", "{{#{0}}}", "{{.{0}}}", "{{style=\"background:url({2})\"}}", "{{id={0} name={0}}}"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Elements.SelectMany(e => Frames.Select(f => f.Replace("{0}", e, StringComparison.Ordinal))),
        .. Schemes.SelectMany(s => Links.Select(l => l.Replace("{0}", s, StringComparison.Ordinal))),
        .. Names.SelectMany(n => (string[])[$"<a id={n}></a>", $"<p id={n} name={n}>x</p>", $"<a id=s-x name={n}>x</a>", $"## x {{#{n}}}"]),
        .. Attributes.SelectMany(a => Names.Select(n => "text " + string.Format(System.Globalization.CultureInfo.InvariantCulture, a, n, Run, Away))),
    ];
}
