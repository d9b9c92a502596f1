using System.Net.Http.Json;
using System.Text.Json;

namespace KnowledgeBase.Tests.Api;

[Collection(Service_tests.Name)]
public sealed class The_openapi_document(Running_service service)
{
    private const string Address = "/swagger/v1/swagger.json";

    private static string Snapshot => Path.Combine(Repository.Root, "tests", "KnowledgeBase.Tests", "Api", "openapi.json");

    [Fact]
    public async Task Changes_only_on_purpose()
    {
        string served = (await service.Client.GetStringAsync(Address)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("KB_RENEW_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(Snapshot, served);
        }

        Assert.True(
            served == await File.ReadAllTextAsync(Snapshot),
            "The API is not what tests/KnowledgeBase.Tests/Api/openapi.json says. If that is meant, renew the file and look at its diff: KB_RENEW_OPENAPI=1 dotnet test KnowledgeBase.sln --filter The_openapi_document");
    }

    [Fact]
    public async Task Says_of_every_operation_what_it_does_what_it_takes_and_how_it_fails()
    {
        var document = await service.Client.GetFromJsonAsync<JsonElement>(Address);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                string name = $"{operation.Name} {path.Name}";
                Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("summary").GetString()), name);
                Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("operationId").GetString()), name);
                var statuses = operation.Value.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToList();
                Assert.Contains(statuses, s => s.StartsWith('2'));
                Assert.Contains("503", statuses);
                Assert.True(!path.Name.Contains('{') || operation.Name == "put" || statuses.Contains("404"), name);
                foreach (var parameter in operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default)
                {
                    Assert.True(parameter.TryGetProperty("description", out _) && parameter.TryGetProperty("example", out _), $"{name} {parameter}");
                }
            }
        }
    }

    [Theory]
    [InlineData("ArticleRequest")]
    [InlineData("EventRequest")]
    [InlineData("KeyRequest")]
    [InlineData("PreviewRequest")]
    [InlineData("PublishRequest")]
    [InlineData("SuggestRequest")]
    [InlineData("EscalateRequest")]
    [InlineData("FlagRequest")]
    [InlineData("PassageRequest")]
    [InlineData("QuestionRequest")]
    [InlineData("RejectRequest")]
    [InlineData("ReplyRequest")]
    [InlineData("SolveRequest")]
    [InlineData("TicketRequest")]
    public async Task Shows_an_example_of_everything_one_sends(string body)
    {
        var document = await service.Client.GetFromJsonAsync<JsonElement>(Address);
        var properties = document.GetProperty("components").GetProperty("schemas").GetProperty(body).GetProperty("properties");
        Assert.All(properties.EnumerateObject(), p => Assert.True(p.Value.TryGetProperty("example", out _), p.Name));
    }
}
