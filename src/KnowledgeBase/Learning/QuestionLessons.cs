using KnowledgeBase.Ranking;
using KnowledgeBase.Text;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>
/// Teaches a <see cref="QuestionClassifier"/> with titles, the other ways articles' questions are asked, and resolved tickets as they came in:
/// what it says of a ticket, it has learned from tickets that came no later, and not from that ticket.
/// </summary>
internal sealed class QuestionLessons
{
    private const int MostArticles = 2_000; // those asked most
    private const int MostTickets = 20_000; // evenly spread over time
    private const int MinExamples = 3; // of an article, to know it
    private const int Times = 8; // between which it is not taught anew

    private readonly IReadOnlyList<Ticket> tickets;
    private readonly int every; // how many-th of them teaches
    private readonly int[] through; // by ticket: how many came no later
    private readonly int[] times; // how many tickets are known at each
    private readonly string[] articles;
    private readonly Dictionary<string, int> classes;
    private readonly RidgeRegression regression;
    private RidgeRegression.Solution? solution;
    private QuestionClassifier? classifier;
    private int known;

    /// <summary>Ready to teach from <paramref name="articles"/> and <paramref name="tickets"/> (oldest first).</summary>
    public QuestionLessons(IReadOnlyList<DatasetArticle> articles, IReadOnlyList<Ticket> tickets)
    {
        this.tickets = tickets;
        every = 1 + (tickets.Count / MostTickets);
        this.articles =
        [
            .. articles.SelectMany(a => Enumerable.Repeat(a.Article.Id, a.Article.Questions.Count)).Concat(tickets.SelectMany(t => t.Articles)).CountBy(id => id)
                .Where(a => a.Value >= MinExamples).OrderByDescending(a => a.Value).ThenBy(a => a.Key, StringComparer.Ordinal).Take(MostArticles).Select(a => a.Key),
        ];
        classes = this.articles.Select((id, at) => (id, at)).ToDictionary(a => a.id, a => a.at, StringComparer.Ordinal);
        regression = new RidgeRegression(classes.Count);
        foreach (var article in articles.Select(a => a.Article).Where(a => classes.ContainsKey(a.Id)))
        {
            foreach (string asked in article.Questions.Append(article.Title))
            {
                regression.Add(Grams(asked), [classes[article.Id]]);
            }
        }

        through = new int[tickets.Count];
        for (int i = tickets.Count - 1; i >= 0; i--)
        {
            through[i] = i + 1 < tickets.Count && tickets[i + 1].Created == tickets[i].Created ? through[i + 1] : i + 1;
        }

        times = [0, .. Enumerable.Range(1, Times).Where(t => tickets.Count >= Times).Select(t => through[(tickets.Count * t / Times) - 1])];
    }

    /// <summary>What was known of ticket number <paramref name="ticket"/> when it came in. Asked in order of time only.</summary>
    public Func<string, float> Before(int ticket)
    {
        TeachUntil(through[ticket]);
        var grams = Grams(TicketText.Question(tickets[ticket]));
        if (ticket >= known || ticket % every != 0)
        {
            return article => classifier!.Score(grams, article);
        }

        float leverage = solution!.Leverage(grams);
        var solvedBy = tickets[ticket].Articles;
        return article => (classifier!.Score(grams, article) - (classes.ContainsKey(article) && solvedBy.Contains(article) ? leverage : 0)) / (1 - leverage);
    }

    /// <summary>What was known of another question when ticket number <paramref name="ticket"/> came in. Asked in order of time only.</summary>
    public Func<string, float> Of(string question, int ticket)
    {
        TeachUntil(ticket < through.Length ? through[ticket] : through.Length);
        var grams = Grams(question);
        return article => classifier!.Score(grams, article);
    }

    /// <summary>The classifier that has learned from all.</summary>
    public QuestionClassifier All()
    {
        Teach(tickets.Count);
        return classifier!;
    }

    private void TeachUntil(int count)
    {
        int now = times.Last(t => t <= count);
        if (classifier is null || now > known)
        {
            Teach(now);
        }
    }

    private void Teach(int count)
    {
        for (; known < count; known++)
        {
            if (known % every == 0)
            {
                regression.Add(Grams(TicketText.Question(tickets[known])), tickets[known].Articles.Where(classes.ContainsKey).Distinct().Select(id => classes[id]));
            }
        }

        solution = regression.Solve();
        classifier = Quantized(articles, solution.Weights);
    }

    private static QuestionGrams Grams(string question) => QuestionGrams.Of(AnalyzedText.Of(question));

    private static QuestionClassifier Quantized(string[] articles, float[][] weights)
    {
        byte[] bytes = new byte[weights.Length * QuestionGrams.Dimensions];
        var scales = new float[weights.Length];
        for (int row = 0; row < weights.Length; row++)
        {
            scales[row] = Math.Max(1e-9f, weights[row].Max(Math.Abs)) / sbyte.MaxValue;
            for (int i = 0; i < QuestionGrams.Dimensions; i++)
            {
                bytes[(row * QuestionGrams.Dimensions) + i] = (byte)(sbyte)MathF.Round(weights[row][i] / scales[row]);
            }
        }

        return new QuestionClassifier(articles, bytes, scales);
    }
}
