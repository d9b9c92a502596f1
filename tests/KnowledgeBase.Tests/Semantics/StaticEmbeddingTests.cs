using System.Numerics.Tensors;
using KnowledgeBase.Semantics;
using KnowledgeBase.Text;

namespace KnowledgeBase.Tests.Semantics;

public sealed class StaticEmbeddingTests
{
    private static readonly StaticEmbedding Model = StaticEmbedding.Default;

    [Fact]
    public void A_vector_has_length_one_and_both_ways_to_encode_agree()
    {
        const string text = "How do I fix ERESOLVE with --legacy-peer-deps in node_modules? It doesn't work";
        float[] fromSpan = Vectors.Of(Model, text);
        var fromTokens = new float[Model.Dimensions];
        Assert.True(Model.Encode(AnalyzedText.Of(text), fromTokens));

        Assert.Equal(1, TensorPrimitives.Norm<float>(fromSpan), 4);
        Assert.Equal(fromSpan, fromTokens);
    }

    [Fact]
    public void A_text_without_words_has_no_direction()
    {
        var vector = new float[Model.Dimensions];
        Assert.False(Model.Encode(" ?! -- ", vector));
        Assert.All(vector, v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_shared_unknown_word_brings_two_texts_together()
    {
        float sharing = Vectors.Cosine(Model, "zorbelfax stops the upload", "a page about zorbelfax");
        float other = Vectors.Cosine(Model, "zorbelfax stops the upload", "a page about quimbertow");
        Assert.True(sharing > other + 0.1f, $"{sharing} against {other}");
    }

    [Fact]
    public void Encoding_a_known_question_allocates_nothing()
    {
        const string question = "how do I reset the two-factor code of my zorbelfax account, it doesn't arrive";
        var vector = new float[Model.Dimensions];
        Model.Encode(question, vector);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Model.Encode(question, vector);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_word_common_in_the_corpus_counts_less_after_reweighting()
    {
        var idf = new Dictionary<string, float> { [TermPool.Stem("account")] = 0.1f, [TermPool.Stem("password")] = 5f };
        var view = Model.Reweight(idf, 0.5f);

        Assert.True(Vectors.Cosine(view, "account password", "password") > Vectors.Cosine(Model, "account password", "password"));
        Assert.True(Vectors.Cosine(view, "account password", "account") < Vectors.Cosine(Model, "account password", "account"));
        Assert.NotEqual(Model.Id, view.Id);
    }

    [Fact]
    public void Too_little_room_for_the_vector_is_said()
    {
        var error = Assert.Throws<ArgumentException>(() => Model.Encode("a question", new float[8]));
        Assert.Contains("room for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_can_be_encoded_side_by_side()
    {
        string[] texts = [.. Enumerable.Range(0, 400).Select(i => $"question number {i} about tokens and teams {i * 7}")];
        float[][] alone = [.. texts.Select(t => Vectors.Of(Model, t))];
        var together = new float[texts.Length][];
        Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => together[i] = Vectors.Of(Model, texts[i]));
        Assert.Equal(alone, together);
    }
}
