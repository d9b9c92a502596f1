using System.Text;
using System.Text.Json.Nodes;
using KnowledgeBase.Ranking;

namespace KnowledgeBase.Tests.Ranking;

public sealed class Stored_models
{
    [Theory]
    [InlineData("Tickets")]
    [InlineData("Certainty")]
    [InlineData("FirstResults")]
    public void A_model_of_an_earlier_version_is_refused_not_half_used(string since)
    {
        using var saved = new MemoryStream();
        RankingModel.Shipped().Save(saved);
        var json = JsonNode.Parse(saved.ToArray())!.AsObject();
        Assert.True(json.Remove(since));
        var fault = Assert.Throws<InvalidDataException>(() => RankingModel.Load(new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString()))));
        Assert.Contains("Train it again", fault.Message, StringComparison.Ordinal);
    }
}
