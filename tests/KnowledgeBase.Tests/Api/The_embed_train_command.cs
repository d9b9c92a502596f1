using KnowledgeBase.Semantics;
using KnowledgeBase.Tests.Semantics;

namespace KnowledgeBase.Tests.Api;

[Collection(Process_tests.Name)]
public sealed class The_embed_train_command : IDisposable
{
    private static readonly string[] Small = ["--vocabulary", "200", "--buckets", "64", "--dimensions", "64", "--batch", "256", "--micro-batch", "8", "--rate", "0.02", "--steps", "1500", "--checkpoint-every", "25"];

    private readonly TempFolder folder = new();
    private readonly string pairs;

    public The_embed_train_command() => pairs = folder.File("pairs.tsv", string.Join('\n', TinyPairs.Make().Select(p => $"{p.Source}\t{p.Kind}\t{p.Left}\t{p.Right}")));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Killed_in_its_midst_it_goes_on_to_the_same_bytes()
    {
        string whole = Path.Combine(folder.Path, "whole.bin"), resumed = Path.Combine(folder.Path, "resumed.bin"), checkpoint = resumed + ".checkpoint";
        var (code, output, errors) = await Executable.Run(["embed-train", "--pairs", pairs, "--out", whole, .. Small]);
        Assert.True(code == 0, errors);
        Assert.Contains(StaticEmbedding.Load(File.OpenRead(whole)).Id, output, StringComparison.Ordinal);
        Assert.Contains("step 1500 of 1500", errors, StringComparison.Ordinal);

        using (var process = Executable.Start(["embed-train", "--pairs", pairs, "--out", resumed, .. Small]))
        {
            await Node.Until(() => File.Exists(checkpoint) || process.HasExited);
            process.Kill();
            await process.WaitForExitAsync();
            Assert.NotEqual(0, process.ExitCode);
        }

        Assert.False(File.Exists(resumed));
        (code, _, errors) = await Executable.Run(["embed-train", "--pairs", pairs, "--out", resumed, .. Small]);
        Assert.True(code == 0, errors);
        Assert.Equal(await File.ReadAllBytesAsync(whole), await File.ReadAllBytesAsync(resumed));
        Assert.False(File.Exists(checkpoint));
    }

    [Theory]
    [InlineData("--stepz", "5", "There is no --stepz")]
    [InlineData("--steps", "many", "--steps takes a number, not 'many'.")]
    [InlineData("--dimensions", "100", "Dimensions is out of range")]
    public async Task A_wrong_setting_is_named(string setting, string value, string named)
    {
        var (code, _, errors) = await Executable.Run("embed-train", "--pairs", pairs, "--out", Path.Combine(folder.Path, "x"), setting, value);
        Assert.Equal(2, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_line_that_is_no_pair_is_named()
    {
        string bad = folder.File("bad.tsv", "a\tb\tc\td\nonly one\n");
        var (code, _, errors) = await Executable.Run("embed-train", "--pairs", bad, "--out", Path.Combine(folder.Path, "x"));
        Assert.Equal(1, code);
        Assert.Contains("Line 2", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_other_pairs_or_cut_short_is_refused_with_the_mend()
    {
        string output = Path.Combine(folder.Path, "out.bin");
        string[] call = ["embed-train", "--pairs", pairs, "--out", output, .. Small];
        using (var process = Executable.Start(call))
        {
            await Node.Until(() => File.Exists(output + ".checkpoint") || process.HasExited);
            process.Kill();
            await process.WaitForExitAsync();
        }

        byte[] sound = await File.ReadAllBytesAsync(output + ".checkpoint");
        await File.WriteAllBytesAsync(output + ".checkpoint", sound[..^10]);
        var (code, _, errors) = await Executable.Run(call);
        Assert.Equal(1, code);
        Assert.Contains("cut short. Remove it to start anew.", errors, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(output + ".checkpoint", sound);
        await File.WriteAllTextAsync(pairs, (await File.ReadAllTextAsync(pairs)).Replace("when", "about", StringComparison.Ordinal));
        (code, _, errors) = await Executable.Run(call);
        Assert.Equal(1, code);
        Assert.Contains("of another training", errors, StringComparison.Ordinal);
    }
}
