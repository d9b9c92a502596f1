using KnowledgeBase.Text;

namespace KnowledgeBase.Tests.Text;

public sealed class A_stem
{
    // Snippets look for words of the question by their first letters only.
    [Fact]
    public void Keeps_the_first_letters_of_its_word()
    {
        var words = Directory.EnumerateFiles(Repository.Articles, "*.md", SearchOption.AllDirectories).SelectMany(f => AnalyzedText.Of(File.ReadAllText(f)).Folded.Split(' ', '\n', '.', ',', ':', '`', '(', ')'))
            .Where(w => w.Length > 2 && w.All(c => c is >= 'a' and <= 'z')).Distinct().ToList();
        Assert.True(words.Count > 1000);
        Assert.All(words, word =>
        {
            string stem = TermPool.Stem(word);
            Assert.Equal(word[0], stem[0]);
            Assert.True(stem.Length == 1 || word[1] == stem[1] || (word[1] == 'y' && stem[1] == 'i'), word);
            Assert.True(stem.Length < 4 || word[2] == stem[2], word);
        });
    }
}
