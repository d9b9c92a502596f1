using NetArchTest.Rules;

namespace KnowledgeBase.Tests.Architecture;

public sealed class Stages_know_only_earlier_stages
{
    private static readonly string[] Stages =
        ["Text", "Articles", "Tickets", "Store", "Intake", "Semantics", "Indexing", "Retrieval", "Ranking", "Answering", "Learning"];

    [Fact]
    public void A_stage_knows_only_the_stages_before_it()
    {
        for (int i = 0; i < Stages.Length; i++)
        {
            var result = Types.InAssembly(typeof(KnowledgeBase.Text.Tokenizer).Assembly)
                .That().ResideInNamespace($"KnowledgeBase.{Stages[i]}")
                .ShouldNot().HaveDependencyOnAny([.. Stages[(i + 1)..].Select(s => $"KnowledgeBase.{s}")]).GetResult();
            Assert.True(result.IsSuccessful, $"{Stages[i]}: {string.Join(", ", result.FailingTypeNames ?? [])}");
        }
    }

    [Fact]
    public void The_engine_knows_no_http() =>
        Assert.True(Types.InAssembly(typeof(KnowledgeBase.Text.Tokenizer).Assembly).ShouldNot().HaveDependencyOnAny("Microsoft.AspNetCore", "System.Net.Http").GetResult().IsSuccessful);
}
