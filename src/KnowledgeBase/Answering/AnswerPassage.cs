using KnowledgeBase.Articles;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;

namespace KnowledgeBase.Answering;

/// <summary>The stretch of an article that answers: verbatim Markdown, whole steps and code blocks.</summary>
/// <param name="Anchor">Heading it stands under; empty above the first.</param>
/// <param name="Markdown">A piece of the article, to the letter.</param>
public sealed record AnswerPassage(string Anchor, string Markdown)
{
    /// <summary>About how long an answer may be, in words; a single step or code block may be longer.</summary>
    public const int MaxWords = 120;

    // Chosen by reading answers of our own articles.
    private const double OpeningBonus = 0.35;
    private const double SymptomShare = 0.3;

    /// <summary>
    /// The blocks of one section that hold most of the question, around the passage that matched (<paramref name="firstBlock"/> to <paramref name="lastBlock"/>).
    /// Null when the article has no text.
    /// </summary>
    public static AnswerPassage? Of(ArticleContent content, Question question, IReadOnlyList<float> idf, int firstBlock, int lastBlock)
    {
        var sections = Sections(content);
        if (sections.Count == 0)
        {
            return null;
        }

        // Articles give the answer first, so the opening starts ahead; a section that begins with output shows the symptom, not the mend.
        var best = sections[0];
        double bestScore = double.MinValue;
        foreach (var (from, to) in sections)
        {
            double score = Held(content, from, to, question, idf) * (from <= lastBlock && to >= firstBlock ? 1.25 : 1.0);
            score *= content.Blocks[from].Kind == BlockKind.Code ? SymptomShare : 1;
            score += from == 0 ? OpeningBonus * Total(question, idf) : 0;
            if (score > bestScore)
            {
                (best, bestScore) = ((from, to), score);
            }
        }

        int start = best.From, words = 0, end = best.From;
        for (int b = best.From; b <= best.To; b++)
        {
            if (words > 0 && words + content.Blocks[b].Words > MaxWords)
            {
                break;
            }

            words += content.Blocks[b].Words;
            end = b;
        }

        int at = content.Blocks[start].Start, length = content.Blocks[end].Start + content.Blocks[end].Length - at;
        return new AnswerPassage(content.Blocks[start].Anchor, content.Markdown.Substring(at, length));
    }

    // Runs of blocks between headings, the heading itself left out.
    private static List<(int From, int To)> Sections(ArticleContent content)
    {
        var sections = new List<(int From, int To)>();
        int from = -1;
        for (int b = 0; b <= content.Blocks.Count; b++)
        {
            bool border = b == content.Blocks.Count || content.Blocks[b].Kind == BlockKind.Heading;
            if (border && from >= 0)
            {
                sections.Add((from, b - 1));
                from = -1;
            }
            else if (!border && from < 0)
            {
                from = b;
            }
        }

        return sections;
    }

    private static double Held(ArticleContent content, int from, int to, Question question, IReadOnlyList<float> idf)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        for (int b = Math.Max(0, from - 1); b <= to; b++)
        {
            if (b >= from || content.Blocks[b].Kind == BlockKind.Heading)
            {
                terms.UnionWith(AnalyzedText.Of(content.Blocks[b].Text).Terms);
            }
        }

        double held = 0;
        for (int i = 0; i < question.Terms.Count; i++)
        {
            held += terms.Contains(question.Terms[i].Text) ? idf[i] * question.Terms[i].Weight : 0;
        }

        return held;
    }

    private static double Total(Question question, IReadOnlyList<float> idf)
    {
        double sum = 0;
        for (int i = 0; i < question.Terms.Count; i++)
        {
            sum += idf[i] * question.Terms[i].Weight;
        }

        return sum;
    }
}
