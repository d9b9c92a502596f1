using System.Net.Http.Headers;
using System.Text;
using KnowledgeBase.Articles;
using KnowledgeBase.Tests.Api;
using Xunit.Abstractions;

namespace KnowledgeBase.Tests.Fuzz;

/// <summary>Requests made of real ones, in every place a request has, to a real Kestrel.</summary>
[Collection(Process_tests.Name)]
public sealed class Fuzzed_requests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] Values = ["1", "0-99", "bytes=0-99", "bytes=-5", "bytes=5-, 7-9", "\"1\"", "W/\"1\"", "*", "Tue, 24 Nov 2026 10:00:00 GMT", "install/eacces", "5", "-1", "en;q=0.5, *", "Bearer kb_x", "kb=abc; a=b", "text/html, */*;q=0.1"];

    // Where a value of a request is read.
    private static readonly Func<string, HttpRequestMessage>[] Places =
    [
        v => Get("/api/v1/search?k=2&q=" + v), v => Get("/search?q=" + v), v => Get("/api/v1/search?q=a&k=" + v), v => Get("/api/v1/search?q=a&after=" + v), v => Get("/api/v1/search?q=a&typing=" + v),
        v => Get("/api/v1/complete?q=" + v), v => Get("/api/v1/articles?cursor=" + v), v => Get("/api/v1/articles/" + v), v => Get("/articles/" + v), v => Get("/api/v1/tickets/" + v), v => Get("/ask?q=" + v), v => Get("/" + v),
        v => Get($"/api/v1/articles/{v}/diff?from={v}&to={v}"), v => Get($"/api/v1/articles/a/revisions/{v}"), v => Get("/api/v1/questions?state=" + v), v => Get("/api/v1/questions?before=" + v), v => Get("/api/v1/questions/" + v),
        v => Get("/api/v1/audit?before=" + v), v => Get("/api/v1/analytics?days=" + v), v => Get("/agent?q=" + v), v => Get("/agent?id=" + v), v => Get("/write/" + v), v => Get("/write?id=" + v), v => Get("/signin?to=" + v), v => Get("/api/v1/flags?articleId=" + v),
        v => With("/help.css", "Range", v), v => With("/help.css", "If-Range", v), v => With("/help.css", "If-None-Match", v), v => With("/help.css", "If-Modified-Since", v), v => With("/articles/a", "If-None-Match", v), v => With("/", "Accept", v),
        v => With("/", "Accept-Language", v), v => With("/agent", "Cookie", v), v => With("/api/v1/keys", "Authorization", v), v => With("/", "X-Forwarded-For", v), v => With("/", "Forwarded", v), v => With("/", "Host", v), v => With("/api/v1/search?q=a", "Origin", v),
        v => Send(HttpMethod.Put, "/api/v1/articles/a", """{"id":"a","markdown":"# A"}""", "application/json", v),
    ];

    // What is sent to which address, as which type.
    private static readonly (string Address, string Type, string Body)[] Bodies =
    [
        ("/api/v1/articles", "application/json", """{"id":"b/c","markdown":"---\ntitle: T\n---\nText \ud83d\ude00"}"""), ("/api/v1/articles/preview", "application/json", """{"markdown":"# T\n\n- a"}"""), ("/api/v1/articles/check", "application/json", """{"id":"a","markdown":"# T"}"""),
        ("/api/v1/suggest", "application/json", """{"subject":"Re: x","text":"it fails","channel":"email","k":3,"explain":true}"""), ("/api/v1/events", "application/json", """{"queryId":"x","actionName":"click","position":1,"objectId":"a","message":"m"}"""),
        ("/api/v1/tickets", "application/json", """{"id":"T","created":"2026-01-02T03:04:05Z","text":"why","articles":["a"],"requester":"x@example.com"}"""), ("/api/v1/questions", "application/json", """{"text":"why","channel":"tweet"}"""),
        ("/api/v1/questions/1/solve", "application/json", """{"articles":["a"],"answer":"so"}"""), ("/api/v1/questions/1/escalate", "application/json", """{"queue":"q","reason":"r"}"""), ("/api/v1/questions/1/reject", "application/json", """{"articleId":"a","reason":"r"}"""),
        ("/api/v1/keys", "application/json", """{"name":"n","role":"agent","expires":"2030-01-01T00:00:00Z"}"""), ("/api/v1/flags", "application/json", """{"articleId":"a","paragraph":"p","reason":"r"}"""), ("/api/v1/replies", "application/json", """{"channel":"email","passages":[{"articleId":"a","text":"t"}]}"""),
        ("/api/v1/articles/a/publish", "application/json", """{"state":"draft"}"""), ("/api/v1/tickets/import", "application/x-ndjson", """{"id":"J","created":1700000000,"text":"b"}"""), ("/api/v1/tickets/import", "text/csv", "id,created,text\n1,2026-01-01,a\n"),
        ("/ask", "application/x-www-form-urlencoded", "question=why&form=x"), ("/feedback", "application/x-www-form-urlencoded", "id=a&helpful=yes&form=x"), ("/signin", "application/x-www-form-urlencoded", "key=kb_x&to=/&form=x"),
    ];

    private readonly Own_service service = new("--KnowledgeBase:Limits:PerMinute:Search=0", "--KnowledgeBase:Limits:PerMinute:Event=0", "--KnowledgeBase:Limits:PerMinute:Ask=0", "--KnowledgeBase:Limits:PerMinute:SignIn=0", "--Logging:LogLevel:Default=None");
    private HttpClient client = new();
    private int refused;

    public async Task InitializeAsync()
    {
        service.Store.PutArticle(new Article { Id = "a", Title = "How do I mend it?", Body = "Turn it off and on." }, "test");
        service.Store.AddQuestion("why?");
        client = await service.Start();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Are_answered_or_refused_and_never_break_the_service()
    {
        var runs = new[]
        {
            Fuzzer.Run("values of requests", Values, (value, mutations) => Answered(Places[mutations.Number(Places.Length)](mutations.Number(2) == 0 ? Uri.EscapeDataString(Short(value)) : Short(value)))),
            Fuzzer.Run("bodies of requests", [.. Bodies.Select(b => b.Body)], (body, mutations) =>
            {
                var (address, type, own) = Bodies[mutations.Number(Bodies.Length)];
                return Answered(Send(HttpMethod.Post, address, mutations.Number(3) == 0 ? body : new Mutations([own], mutations.Number(int.MaxValue)).Next(), type));
            }),
        };
        int[] counts = await Task.WhenAll(runs);
        output.WriteLine($"{counts[0]} values and {counts[1]} bodies in {Fuzzer.Budget.TotalSeconds} s, {refused} refused");
        Assert.InRange(refused, counts.Sum() / 10, counts.Sum() - (counts.Sum() / 50)); // neither a wall nor an open door was tested
        Assert.Contains("Turn it off", await client.GetStringAsync("/articles/a"), StringComparison.Ordinal);
    }

    private async Task Answered(HttpRequestMessage request)
    {
        try
        {
            using var answer = await client.SendAsync(request);
            string said = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode < 500 || ((int)answer.StatusCode == 504 && request.RequestUri!.OriginalString.Contains("after", StringComparison.Ordinal)), $"{(int)answer.StatusCode} {request} {said}");
            Assert.DoesNotContain("   at KnowledgeBase.", said, StringComparison.Ordinal);
            refused += (int)answer.StatusCode >= 400 ? 1 : 0;
        }
        catch (Exception fault) when (fault is UriFormatException or FormatException || (fault is HttpRequestException { HttpRequestError: HttpRequestError.Unknown or HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded }))
        {
            // What this client cannot send, or Kestrel cut off before it was a request.
        }
        finally
        {
            request.Dispose();
        }
    }

    private static string Short(string value) => value.Length <= 6_000 ? value : value[..6_000];

    private static HttpRequestMessage Get(string address) => new(HttpMethod.Get, new Uri(address.ReplaceLineEndings(""), UriKind.RelativeOrAbsolute));

    private static HttpRequestMessage With(string address, string header, string value)
    {
        var request = Get(address);
        request.Headers.TryAddWithoutValidation(header, value.ReplaceLineEndings(" "));
        return request;
    }

    private static HttpRequestMessage Send(HttpMethod method, string address, string body, string type, string ifMatch = "")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch.ReplaceLineEndings(" "));
        return request;
    }
}
