using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_pages(Running_service service)
{
    [Theory]
    [InlineData("npm ERR! code E404\nnpm ERR! 404 Not Found - PUT https://registry.example.com/@acme%2fwidgets - Not found\nnpm ERR! 404 '@acme/widgets@1.0.0' is not in this registry.", "publishing/e404-publish")]
    [InlineData("npm ERR! code E404 404 Not Found - PUT @acme/widgets", "publishing/e404-publish")]
    [InlineData("EACCES /usr/local/lib/node_modules", "install/eacces")]
    [InlineData("ERESOLVE could not resolve", "install/eresolve")]
    [InlineData("lost my 2fa device", "two-factor/lost-device")]
    [InlineData("is the registry down?", "status/registry-down")]
    public async Task The_right_article_is_first_on_the_page(string question, string article)
    {
        string page = await service.Client.GetStringAsync("/search?q=" + Uri.EscapeDataString(question));
        string first = Regex.Match(page[page.IndexOf("<main", StringComparison.Ordinal)..], "href=\"/articles/([^\"#]+)").Groups[1].Value;
        Assert.Equal(article, first);
    }

    [Fact]
    public async Task An_answer_says_how_sure_it_is_where_it_stands_and_why()
    {
        string page = await service.Client.GetStringAsync("/search?q=EACCES+/usr/local/lib/node_modules");
        Assert.Matches("We are \\d+% sure that this answers it", page);
        Assert.Contains("Last verified", page, StringComparison.Ordinal);
        Assert.Contains("Why this?", page, StringComparison.Ordinal);
        Assert.Contains("name=\"helpful\"", page, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(page, "<h3><a href=\"/articles/install/eacces|<h2 id=\"answer\"><a href=\"/articles/install/eacces\"")); // not again below
    }

    [Fact]
    public async Task All_topics_lists_every_public_article_once()
    {
        string page = await service.Client.GetStringAsync("/articles");
        string[] shown = [.. Regex.Matches(page, "href=\"/articles/([^\"#]+)\"").Select(m => m.Groups[1].Value)];
        Assert.Equal(shown.Length, shown.Distinct().Count());
        Assert.Equal(
            KnowledgeBase.Learning.Dataset.ArticlesIn(Repository.Articles).Where(a => a.Article.Audience == KnowledgeBase.Articles.Audience.Public).Select(a => a.Article.Id).Order(StringComparer.Ordinal),
            shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unknown_page_is_a_404_with_a_search_box()
    {
        var response = await service.Client.GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("role=\"search\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/", "/search?q=https%3A%2F%2Felsewhere.example%2F&saved=yes")]
    [InlineData("", "/articles/install/eacces?saved=yes")]
    public async Task A_vote_leads_back_to_its_page_and_nowhere_else(string question, string back)
    {
        var response = await service.PostForm("/articles/install/eacces", "/feedback", ("id", "install/eacces"), ("helpful", "yes"), ("q", question));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith(back, response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vote_for_an_agents_article_is_refused()
    {
        var response = await service.PostForm("/articles/install/eacces", "/feedback", ("id", "agents/identity-checks"), ("helpful", "yes"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("", "write your question first")]
    [InlineData("   ", "write your question first")]
    public async Task An_empty_question_is_sent_back_with_a_word(string question, string word)
    {
        var response = await service.PostForm("/ask", "/ask", ("question", question));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(word, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Style_and_script_are_small_and_kept_by_the_browser()
    {
        string page = await service.Client.GetStringAsync("/");
        foreach (var (pattern, most) in new[] { ("/help\\.css\\?v=\\w+", 20_000), ("/help\\.js\\?v=\\w+", 10_000) })
        {
            var file = await service.Client.GetAsync(Regex.Match(page, pattern).Value);
            Assert.InRange((await file.Content.ReadAsByteArrayAsync()).Length, 1, most);
            Assert.Contains("immutable", file.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("how do I publish my frst pakage", "publishing/first-package")]
    [InlineData("two factor recovry cods", "two-factor/recovery-codes")]
    public async Task What_is_misspelt_is_found_and_a_mended_search_is_told_or_offered(string question, string article)
    {
        string page = await service.Client.GetStringAsync("/search?q=" + Uri.EscapeDataString(question));
        Assert.Matches("Shown for|Did you mean", page);
        string mended = page.Contains("Shown for", StringComparison.Ordinal) ? page : await service.Client.GetStringAsync(WebUtility.HtmlDecode(Regex.Match(page, "Did you mean <a href=\"([^\"]+)").Groups[1].Value));
        Assert.Contains($"/articles/{article}", mended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_results_page_takes_ten_milliseconds_at_most_half_the_time()
    {
        string[] questions = [.. KnowledgeBase.Learning.Dataset.ArticlesIn(Repository.Articles).Select(a => a.Article.Title)];
        var rounds = new List<double>();
        for (int round = 0; round < 4; round++) // the first warms up; the machine may be busy with other things in one or two
        {
            var times = new List<double>();
            foreach (string question in questions)
            {
                long began = Stopwatch.GetTimestamp();
                await service.Client.GetStringAsync("/search?q=" + Uri.EscapeDataString(question));
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            rounds.Add(times.Order().ElementAt(times.Count / 2));
        }

        Assert.True(rounds.Min() <= 10, $"Medians of {questions.Length} questions, in milliseconds: {string.Join(", ", rounds.Select(r => $"{r:F1}"))}");
    }
}
