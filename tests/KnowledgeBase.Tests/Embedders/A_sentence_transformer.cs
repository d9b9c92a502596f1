using KnowledgeBase.Semantics;
using KnowledgeBase.Tests.Api;
using KnowledgeBase.Tests.Store;

namespace KnowledgeBase.Tests.Embedders;

public sealed class A_sentence_transformer : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Tiny_transformer model = new("car=florp=zindle", "my", "the", "does", "not", "start", "##ing", "password", "reset", "tea", "kettle", "boil", "water");

    public A_sentence_transformer() => model.Write(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Gives_the_mean_over_a_text_s_tokens_at_length_1_however_texts_are_batched()
    {
        using var generator = OnnxEmbeddingGenerator.Open(folder.Path);
        Assert.Equal(Tiny_transformer.Dimensions, generator.Dimensions);
        var together = await generator.GenerateAsync(["Car", "The car does not start", "starting flux"]);
        Same(model.Expected("[CLS]", "car", "[SEP]"), together[0].Vector); // the padding beside the longer text takes no part
        Same(model.Expected("[CLS]", "the", "car", "does", "not", "start", "[SEP]"), together[1].Vector);
        Same(model.Expected("[CLS]", "start", "##ing", "[UNK]", "[SEP]"), together[2].Vector);
        var alone = await generator.GenerateAsync(["Car"]);
        Same(together[0].Vector.ToArray(), alone[0].Vector);
        Assert.Empty(await generator.GenerateAsync([]));
    }

    [Fact]
    public async Task Reads_a_long_text_as_far_as_its_settings_say()
    {
        folder.File("sentence_bert_config.json", """{ "max_seq_length": 5 }""");
        using var generator = OnnxEmbeddingGenerator.Open(folder.Path);
        var vectors = await generator.GenerateAsync(["tea kettle boil water water water water"]);
        Same(model.Expected("[CLS]", "tea", "kettle", "boil", "[SEP]"), vectors[0].Vector);
    }

    [Fact]
    public void Is_named_by_its_files()
    {
        using var one = OnnxEmbeddingGenerator.Open(folder.Path);
        new Tiny_transformer("another").Write(folder.Path);
        using var other = OnnxEmbeddingGenerator.Open(folder.Path);
        Assert.Matches("^onnx-[0-9a-f]{12}$", one.Id);
        Assert.NotEqual(one.Id, other.Id);
    }

    [Theory]
    [InlineData("model.onnx", null, "has no model.onnx")]
    [InlineData("vocab.txt", null, "has no vocab.txt")]
    [InlineData("model.onnx", "not a model", "cannot be loaded")]
    [InlineData("1_Pooling/config.json", """{ "pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false }""", "not made for the mean")]
    [InlineData("tokenizer_config.json", "{", "is not JSON")]
    public async Task What_is_wrong_with_its_folder_stops_the_start_in_one_line(string file, string? content, string said)
    {
        if (File.Exists(Path.Combine(folder.Path, file)))
        {
            File.Delete(Path.Combine(folder.Path, file));
        }

        if (content is not null)
        {
            folder.File(file, content);
        }

        using var data = new TempFolder();
        var (code, _, errors) = await Executable.Run("serve", "--Urls=http://127.0.0.1:0", $"--KnowledgeBase:DataPath={data.Path}", "--KnowledgeBase:Embedding:Kind=onnx", $"--KnowledgeBase:Embedding:Path={folder.Path}");
        Assert.Equal(1, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task Finds_by_meaning_after_the_switch_and_from_the_first_moment_of_the_next_start()
    {
        using var place = new StorePlace.Sqlite();
        string[] settings = [.. place.Settings, "--KnowledgeBase:Embedding:Kind=onnx", $"--KnowledgeBase:Embedding:Path={folder.Path}"];
        await using (var before = await Node.Start(place.Settings))
        {
            await before.Write("car", "---\ntitle: The car does not start\n---\nTurn the key.");
            await before.Write("tea", "---\ntitle: The kettle does not boil\n---\nFill in water.");
        }

        await using (var node = await Node.Start(settings))
        {
            await Node.Until(() => node.Engine.Index.Embedding.Id.StartsWith("onnx-", StringComparison.Ordinal));
            Assert.Equal("car", (await node.Find("my florp"))[0]);
            await node.Write("bus", "---\ntitle: Florp water\n---\nWait.");
            Assert.Contains("bus", await node.Find("car"));
            Assert.Equal("", node.Engine.EmbeddingState);
        }

        await using (var again = await Node.Start(settings))
        {
            Assert.StartsWith("onnx-", again.Engine.Index.Embedding.Id, StringComparison.Ordinal);
            Assert.Equal(["bus", "car"], (await again.Find("zindle")).Take(2).Order()); // both, though neither has the word
        }
    }

    private static void Same(float[] expected, ReadOnlyMemory<float> vector) =>
        Assert.All(expected.Zip(vector.ToArray()), p => Assert.Equal(p.First, p.Second, 1e-5f));
}
