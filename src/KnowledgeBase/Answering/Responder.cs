using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Articles;
using KnowledgeBase.Indexing;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Answering;

/// <summary>Answers questions from an index of the store: retrieves, ranks, decides between an answer and silence, and explains itself.</summary>
/// <param name="store">Where articles and tickets are.</param>
/// <param name="live">What is searched.</param>
/// <param name="ranker">Ranks candidates.</param>
public sealed class Responder(KnowledgeStore store, LiveIndex live, Ranker ranker) : IDisposable
{
    /// <summary>Longest question read; the rest is cut off, with nothing lost to the person.</summary>
    public const int MaxQuestion = 20_000;

    private static readonly ActivitySource Spans = new("KnowledgeBase.Answering");

    private readonly Visible visible = new(store);
    private volatile Retriever? lastRetriever;

    /// <summary>Answers from an index of its own, in memory, placed by <paramref name="embedding"/>.</summary>
    public Responder(KnowledgeStore store, ITextEmbedding embedding, Ranker ranker)
        : this(store, new LiveIndex(store, embedding), ranker)
    {
    }

    /// <summary>What is searched.</summary>
    public LiveIndex Live => live;

    /// <summary>The index answered from.</summary>
    public KnowledgeIndex Index => live.Index;

    /// <summary>The ranking model in use.</summary>
    public RankingModel Model => ranker.Model;

    /// <summary>Number of the last change of the store that can be found.</summary>
    public long Sequence => live.Sequence;

    /// <summary>Brings the index up to the store; who wrote before the call finds it after.</summary>
    public void CatchUp(CancellationToken cancel = default)
    {
        live.CatchUp(cancel);
        _ = RetrieverOf(live.Index).Floor; // no question waits for it
    }

    /// <summary>Answers <paramref name="text"/> for <paramref name="viewer"/> with up to <paramref name="count"/> articles, none of those named in <paramref name="without"/>.</summary>
    public Response Respond(string text, Viewer viewer, int count, IReadOnlyCollection<string>? without = null)
    {
        var question = Question.Of(text.Length <= MaxQuestion ? text : text[..MaxQuestion]);
        var retriever = RetrieverOf(live.Index);
        var index = retriever.Index;
        long asOf = index.Sequence;
        bool placed = index.Embedding is not GeneratedEmbedding other || other.Prepare(question.Text);
        var span = Spans.StartActivity("retrieve"); // no text of a person goes into a trace
        var retrieved = retriever.Find(question, viewer);
        span?.SetTag("kb.candidates", retrieved.Candidates.Count).SetTag("kb.tickets", retrieved.Tickets.Count).Dispose();
        span = Spans.StartActivity("rank");
        var ranked = Versions.Collapse(ranker.Rank(retrieved, retriever), text);
        span?.SetTag("kb.model", Model.Version).SetTag("kb.embedding", index.Embedding.Id).Dispose();
        using var answering = Spans.StartActivity("answer");
        if (without is { Count: > 0 })
        {
            ranked = [.. ranked.Where(r => !without.Contains(r.Candidate.Article.Article.Id))];
        }

        ranked = [.. visible.Of(viewer, ranked, r => r.Candidate.Article.Key, Math.Max(count, LiveFirst.Depth), asOf)];
        var articles = new List<ArticleResult>(Math.Min(count, ranked.Count));
        foreach (var entry in LiveFirst.Order(ranked, retrieved).Take(count))
        {
            var article = entry.Candidate.Article;
            int passage = entry.Candidate.BestPassage;
            articles.Add(new ArticleResult(
                article.Article.Id, article.Article.Title, article.Article.Category, article.Passages[passage].Anchor,
                Snippet.Of(article.BytesOf(passage), question, retrieved.Idf), Math.Round(entry.Probability, 4), Reasons.Of(entry, retrieved),
                article.Article.Audience, viewer == Viewer.Agent ? PassageOf(entry, viewer, retrieved)?.Passage : null, article.Article.Kind));
        }

        bool sure = ranked.Count > 0 && ranked[0].Probability >= ranker.Cutoff;
        Answer? answer = sure ? AnswerFrom(ranked[0], viewer, retrieved) : null;
        answering?.SetTag("kb.abstained", answer is null).SetTag("kb.index_version", Sequence);
        return new Response(
            Response.NewId(),
            Sequence.ToString(CultureInfo.InvariantCulture),
            Model.Version,
            answer is null,
            answer is not null ? null : ranked.Count == 0 ? "No article mentions this." : "No article is likely enough to answer this.",
            Spelling.Suggest(question, index, visible),
            answer is null ? [] : [answer],
            articles,
            viewer == Viewer.Agent ? Tickets(retrieved, count) : [],
            ByWordsOnly: !placed);
    }

    /// <inheritdoc />
    public void Dispose() => live.Dispose();

    // Kept with what it has measured until another index is live.
    private Retriever RetrieverOf(KnowledgeIndex index) => lastRetriever is { } last && last.Index == index ? last : lastRetriever = new Retriever(index);

    private Answer? AnswerFrom(Ranked best, Viewer viewer, Retrieved retrieved) =>
        PassageOf(best, viewer, retrieved) is var (current, found) ? new Answer(current.Id, current.Title, found.Anchor, found.Markdown, Math.Round(best.Probability, 4)) : null;

    private (Article Article, AnswerPassage Passage)? PassageOf(Ranked entry, Viewer viewer, Retrieved retrieved)
    {
        var article = entry.Candidate.Article;
        if (store.GetArticle(article.Key)?.Article is not { } current || !Retriever.MaySee(viewer, current))
        {
            return null;
        }

        var passage = article.Passages[entry.Candidate.BestPassage];
        var found = AnswerPassage.Of(ArticleContent.Of(current.Body), retrieved.Question, retrieved.Idf, passage.FirstBlock, passage.LastBlock);
        return found is null ? null : (current, found);
    }

    private List<TicketResult> Tickets(Retrieved retrieved, int count)
    {
        var results = new List<TicketResult>(count);
        foreach (var near in retrieved.Tickets.Take(count))
        {
            if (store.GetTicket(near.Ticket.Key)?.Ticket is { } ticket)
            {
                results.Add(new TicketResult(
                    ticket.Id, ticket.Subject, ticket.Text, ticket.Answer, Math.Round(near.Similarity, 4), Math.Round(Model.Tickets.Of(near), 4), ticket.Articles,
                    Snippet.Of(TicketText.Question(ticket).Replace("```", " ", StringComparison.Ordinal), retrieved.Question, retrieved.Idf)));
            }
        }

        return results;
    }
}
