using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace KnowledgeBase.Api.Pages;

/// <summary>HTML that is safe to send: what is put into it is encoded, unless it is Html itself.</summary>
public sealed record Html(string Value)
{
    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Builds Html from an interpolated text whose holes are encoded.</summary>
    public static Html Of(ref Builder builder) => new(builder.ToString());

    /// <summary>One piece of Html for each item, joined.</summary>
    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> render) => new(string.Concat(items.Select(i => render(i).Value)));

    /// <summary>Texts in a row, each in a direction of its own.</summary>
    public static Html Row(string between, IEnumerable<string> texts) => new(string.Join(between, texts.Select(t => Of($"<bdi>{t}</bdi>").Value)));

    /// <summary><paramref name="html"/> when <paramref name="condition"/> holds.</summary>
    public static Html When(bool condition, Func<Html> html) => condition ? html() : Empty;

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <summary>Encodes the holes of an interpolated text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Builder
    {
        private readonly StringBuilder text;

        /// <summary>Called by the compiler.</summary>
        public Builder(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 24));

        /// <summary>Adds markup as written.</summary>
        public void AppendLiteral(string literal) => text.Append(literal);

        /// <summary>Adds a value: Html as it is, anything else encoded.</summary>
        public void AppendFormatted<T>(T value)
        {
            if (value is Html html)
            {
                text.Append(html.Value);
            }
            else
            {
                text.Append(WebUtility.HtmlEncode(value?.ToString() ?? ""));
            }
        }

        /// <inheritdoc />
        public override string ToString() => text.ToString();
    }
}
