using System.Globalization;
using KnowledgeBase.Articles;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Tests.Api;

/// <summary>Articles and tickets full of words that stand nowhere else, so that any of them on a public page is a leak.</summary>
internal sealed class Secrets_of_the_team
{
    private const string Consonants = "bdfgklmnprstvz";
    private const string Vowels = "aeiou";

    private readonly Random random = new(6);
    private readonly HashSet<string> used = [];

    public Secrets_of_the_team(int articles, int tickets)
    {
        Articles = [.. Enumerable.Range(0, articles).Select(MarkedArticle)];
        Tickets = [.. Enumerable.Range(0, tickets).Select(MarkedTicket)];
    }

    /// <summary>Articles with their words, all public as they stand.</summary>
    public IReadOnlyList<(Article Article, string[] Words)> Articles { get; }

    /// <summary>Tickets with their words.</summary>
    public IReadOnlyList<(Ticket Ticket, string[] Words)> Tickets { get; }

    private (Article Article, string[] Words) MarkedArticle(int i)
    {
        string[] w = Words(8);
        return (new Article
        {
            Id = $"marked/{w[0]}",
            Title = $"How do I renew a {w[1]} certificate?",
            Category = $"About {w[2]}",
            Tags = [w[3]],
            Aliases = [$"old/{w[4]}"],
            Questions = [$"my {w[5]} has ended"],
            FrontMatter = "",
            Body = $"Open the settings of the {w[6]} and choose renew.\n\n## When the {w[7]} refuses\n\nAsk for a new certificate and wait for the mail.\n",
        }, w);
    }

    private (Ticket Ticket, string[] Words) MarkedTicket(int i)
    {
        string[] w = Words(3);
        return (new Ticket
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"M{i}"),
            Created = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(i),
            Channel = "email",
            Subject = $"Certificate of the {w[0]}",
            Text = $"The {w[1]} says that my certificate has ended and I cannot renew it.",
            Answer = $"We have renewed it in the {w[2]}.",
            Articles = [Articles[i % Articles.Count].Article.Id],
        }, w);
    }

    private string[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => Word())];

    private string Word()
    {
        string word;
        do
        {
            word = string.Concat(Enumerable.Range(0, 5).Select(_ => $"{Consonants[random.Next(Consonants.Length)]}{Vowels[random.Next(Vowels.Length)]}"));
        }
        while (!used.Add(word));
        return word;
    }
}
