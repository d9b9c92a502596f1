using KnowledgeBase.Indexing;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;

namespace KnowledgeBase.Ranking;

/// <summary>The resolved tickets before a question.</summary>
/// <param name="Count">How many.</param>
/// <param name="SolvedBy">How many of them an article solved.</param>
/// <param name="Worded">What a classifier of how questions are worded gives an article for this one; null without one.</param>
public sealed record Past(int Count, Func<string, int> SolvedBy, Func<string, float>? Worded = null);

/// <summary>Computes the features of each candidate of one question.</summary>
public sealed class FeatureExtractor
{
    /// <summary>Length of a feature vector.</summary>
    public static readonly int Count = Enum.GetValues<Feature>().Length;

    private const float LeadScale = 50; // a lead of 2 % counts a fifth of a lead of all

    private const float CodeDoubt = 1; // a code that every other article holds (idf near 0) says nothing: the share stays near a half

    private readonly Retrieved retrieved;
    private readonly KnowledgeIndex index;
    private readonly int[] terms;
    private readonly float[] mass;
    private readonly float total;
    private readonly float unknown;
    private readonly float rarest;
    private readonly List<(int Id, float Idf)> codes = [];
    private readonly bool[] codeKnown;
    private readonly Best best;
    private readonly Past past;
    private readonly float floor;

    /// <summary>Prepares what all candidates of <paramref name="retrieved"/> share; <paramref name="past"/> is what was solved before the question, by default all that is known.</summary>
    public FeatureExtractor(Retrieved retrieved, Retriever retriever, Past? past = null)
    {
        index = retriever.Index;
        floor = retriever.Floor;
        this.past = past ?? new Past(index.TicketCount, index.SolvedBy);
        this.retrieved = retrieved;
        var question = retrieved.Question;
        terms = new int[question.Terms.Count];
        mass = new float[terms.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = Held(index, index.TermIds.Find(question.Terms[i].Text));
            mass[i] = question.Terms[i].Weight * retrieved.Idf[i];
            total += mass[i];
            bool held = retrieved.Idf[i] < retrieved.MaxIdf - 1e-4f;
            unknown += held ? 0 : mass[i];
            rarest = Math.Max(rarest, held ? retrieved.Idf[i] : 0);
            if (question.Terms[i].Kind == TokenKind.Code)
            {
                codes.Add((retrieved.Codes[i], retrieved.Idf[i]));
            }
        }

        codeKnown = new bool[codes.Count];
        best = Best.Of(retrieved.Candidates);
        for (int i = 0; i < codes.Count; i++)
        {
            foreach (var candidate in retrieved.Candidates)
            {
                if (candidate.Article.HoldsCode(codes[i].Id))
                {
                    codeKnown[i] = true;
                    break;
                }
            }
        }
    }

    /// <summary>Writes the features of <paramref name="candidate"/>, one of the retrieved, to <paramref name="to"/>.</summary>
    public void Extract(Candidate candidate, Span<float> to)
    {
        var article = candidate.Article;
        var passage = article.TermsOf(candidate.BestPassage);
        float inArticle = 0, inPassage = 0, rarestHeld = 0;
        Span<bool> near = stackalloc bool[terms.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            bool title = article.Title.AsSpan().Contains(terms[i]);
            near[i] = title || passage.Contains(terms[i]);
            bool anywhere = near[i] || article.Holds(terms[i]);
            inPassage += near[i] ? mass[i] : 0;
            inArticle += anywhere ? mass[i] : 0;
            rarestHeld = Math.Max(rarestHeld, anywhere ? retrieved.Idf[i] : 0);
        }

        float all = Math.Max(total, 1e-6f);
        to[(int)Feature.WholeShare] = candidate.Whole / best.Whole;
        to[(int)Feature.PassageShare] = candidate.Passage / best.Passage;
        to[(int)Feature.TitleShare] = candidate.Title / best.Title;
        to[(int)Feature.WholeMass] = candidate.Whole / (Bm25.Ceiling * all);
        to[(int)Feature.PassageMass] = candidate.Passage / (Bm25.Ceiling * all);
        to[(int)Feature.Coverage] = inArticle / all;
        to[(int)Feature.PassageCoverage] = inPassage / all;
        to[(int)Feature.TitleCoverage] = InTitle(article) / all;
        to[(int)Feature.TitleMatched] = TitleMatched(article);
        to[(int)Feature.RarestHeld] = rarest == 0 ? 0 : Math.Min(1, rarestHeld / rarest);
        Codes(article, out to[(int)Feature.CodesHeld], out to[(int)Feature.CodeKept]);
        to[(int)Feature.Pairs] = Pairs(article.Title, passage);
        to[(int)Feature.Latent] = candidate.Latent;
        to[(int)Feature.LatentMargin] = candidate.Latent - (candidate.Latent >= best.Latent ? best.LatentSecond : best.Latent);
        to[(int)Feature.Semantic] = candidate.Semantic;
        to[(int)Feature.SemanticMargin] = candidate.Semantic - (candidate.Semantic >= best.Semantic ? best.SemanticSecond : best.Semantic);
        to[(int)Feature.SemanticAsked] = candidate.SemanticAsked;
        to[(int)Feature.SemanticWhole] = candidate.SemanticWhole;
        to[(int)Feature.VoteShare] = candidate.Votes / best.VoteSum;
        to[(int)Feature.NearestVote] = candidate.NearestVote;
        to[(int)Feature.VoteTop] = candidate.Votes / best.Votes;
        to[(int)Feature.NoTickets] = past.Count == 0 ? 1 : 0;
        to[(int)Feature.Popularity] = past.Count == 0 ? 0 : MathF.Log(1 + past.SolvedBy(article.Article.Id)) / MathF.Log(1 + past.Count);
        to[(int)Feature.FusedShare] = candidate.Fused / best.Fused;
        to[(int)Feature.FusedLead] = candidate.Fused < best.Fused ? 0 : MathF.Log(1 + (LeadScale * (best.Fused - best.FusedSecond) / best.Fused)) / MathF.Log(1 + LeadScale);
        to[(int)Feature.Reach] = (candidate.Text - floor) / Math.Max(1, Fusion.OwnTitle - floor);
        to[(int)Feature.TopMass] = best.Whole / (Bm25.Ceiling * all);
        to[(int)Feature.TopSemantic] = best.Semantic;
        to[(int)Feature.SolvedShare] = 1 - retrieved.Unsolved;
        to[(int)Feature.Worded] = past.Worded?.Invoke(article.Article.Id) ?? 0;
        to[(int)Feature.Known] = total == 0 ? 0 : 1 - (unknown / all);
    }

    // 0 for a term of texts that are gone: whoever starts now has never seen it.
    private static int Held(KnowledgeIndex index, int term) =>
        index.Postings.Whole.DocumentFrequency(term) > 0 || index.Postings.Ticket.DocumentFrequency(term) > 0 ? term : 0;

    // Share of the question that the title, or the best of the other ways it is asked, holds.
    private float InTitle(IndexedArticle article)
    {
        float most = 0;
        foreach (int[] asked in article.Asked)
        {
            float held = 0;
            for (int i = 0; i < terms.Length; i++)
            {
                held += asked.AsSpan().Contains(terms[i]) ? mass[i] : 0;
            }

            most = Math.Max(most, held);
        }

        return most;
    }

    // Share of the title, or of the best of the other ways it is asked, that the question holds.
    private float TitleMatched(IndexedArticle article)
    {
        float most = 0;
        foreach (int[] asked in article.Asked)
        {
            if (!asked.AsSpan().ContainsAny(terms))
            {
                continue;
            }

            float held = 0, sum = 0;
            foreach (int term in asked)
            {
                float idf = index.TitleIdf(term);
                sum += idf;
                held += terms.AsSpan().Contains(term) ? idf : 0;
            }

            most = sum == 0 ? most : Math.Max(most, held / sum);
        }

        return most;
    }

    private void Codes(IndexedArticle article, out float held, out float kept)
    {
        float known = 0, found = 0;
        for (int i = 0; i < codes.Count; i++)
        {
            known += codeKnown[i] ? codes[i].Idf : 0;
            found += article.HoldsCode(codes[i].Id) ? codes[i].Idf : 0;
        }

        held = (CodeDoubt + found) / ((2 * CodeDoubt) + known);
        kept = known > 0 && found == 0 ? 0 : 1;
    }

    private float Pairs(ReadOnlySpan<int> title, ReadOnlySpan<int> passage)
    {
        int pairs = 0, found = 0;
        for (int i = 1; i < terms.Length; i++)
        {
            if (terms[i] == 0 && terms[i - 1] == 0)
            {
                continue;
            }

            pairs++;
            found += Adjacent(title, terms[i - 1], terms[i]) || Adjacent(passage, terms[i - 1], terms[i]) ? 1 : 0;
        }

        return pairs == 0 ? 0 : (float)found / pairs;
    }

    private static bool Adjacent(ReadOnlySpan<int> text, int first, int second)
    {
        for (int at = 0; ; at++)
        {
            int next = text[at..].IndexOf(second);
            at += next;
            if (next < 0 || (at > 0 && text[at - 1] == first) || (at > 1 && text[at - 2] == first))
            {
                return next >= 0;
            }
        }
    }

    // The largest value of each view among the candidates, and the second largest where a margin is wanted.
    private readonly record struct Best(
        float Whole, float Passage, float Title, float Latent, float LatentSecond, float Semantic, float SemanticSecond, float Votes, float VoteSum, float Fused, float FusedSecond)
    {
        public static Best Of(List<Candidate> candidates)
        {
            float whole = 1e-6f, passage = 1e-6f, title = 1e-6f, votes = 1e-6f, sum = 1e-6f;
            float latent = 0, latent2 = 0, semantic = 0, semantic2 = 0, fused = 1e-6f, fused2 = 0;
            foreach (var c in candidates)
            {
                whole = Math.Max(whole, c.Whole);
                passage = Math.Max(passage, c.Passage);
                title = Math.Max(title, c.Title);
                votes = Math.Max(votes, c.Votes);
                sum += c.Votes;
                Top(c.Latent, ref latent, ref latent2);
                Top(c.Semantic, ref semantic, ref semantic2);
                fused = Math.Max(fused, c.Fused);
            }

            foreach (var c in candidates) // the best first; its twins, such as another version of the same page, are no rivals
            {
                if (c.Article.Article.Title != candidates[0].Article.Article.Title)
                {
                    fused2 = c.Fused;
                    break;
                }
            }

            return new Best(whole, passage, title, latent, latent2, semantic, semantic2, votes, sum, fused, fused2);
        }

        private static void Top(float value, ref float first, ref float second)
        {
            if (value > first)
            {
                (first, second) = (value, first);
            }
            else if (value > second)
            {
                second = value;
            }
        }
    }
}
