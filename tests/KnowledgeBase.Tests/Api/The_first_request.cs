namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class The_first_request
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task Is_the_services_own_and_is_not_kept(string door)
    {
        await using var own = new Own_service($"--Urls=http://{door}:0");
        using var client = await own.Start();
        for (int i = 0; i < 100 && !(await client.GetAsync("/health/ready")).IsSuccessStatusCode; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal("ready", await client.GetStringAsync("/health/ready"));
        if (door == "127.0.0.1") // else metrics are not for everybody
        {
            Assert.Contains((await client.GetStringAsync("/metrics")).Split('\n'), l => l.StartsWith("knowledgebase_searches_total{", StringComparison.Ordinal) && l.Contains("surface=\"typing\"", StringComparison.Ordinal));
        }

        await Task.Delay(500); // a search that is kept is written within this
        Assert.Empty(own.Store.FruitlessSearches(DateTimeOffset.UnixEpoch, 9));
    }
}
