using KnowledgeBase.Articles;
using KnowledgeBase.Tickets;

namespace KnowledgeBase.Learning;

/// <summary>A question of a dataset with the articles that answer it; none means silence is right.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Judged">Grade by article id.</param>
public sealed record DatasetQuery(string Id, string Text, IReadOnlyDictionary<string, int> Judged);

/// <summary>An evaluation set: articles, resolved tickets to learn from, questions and judgments.</summary>
public sealed record Dataset(string Name, IReadOnlyList<DatasetArticle> Articles, IReadOnlyList<Ticket> Tickets, IReadOnlyList<DatasetQuery> Queries);

/// <summary>An article of a dataset, with its plain text when it came without Markdown.</summary>
public sealed record DatasetArticle(Article Article, bool IsPlainText);
