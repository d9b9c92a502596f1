using FsCheck.Xunit;
using KnowledgeBase.Indexing;

namespace KnowledgeBase.Tests.Indexing;

public sealed class Edit_distances
{
    [Theory]
    [InlineData("publish", "publish", 0)]
    [InlineData("publihs", "publish", 1)]
    [InlineData("pubish", "publish", 1)]
    [InlineData("autentication", "authentication", 1)]
    [InlineData("registri", "registry", 1)]
    [InlineData("abc", "cab", 2)]
    public void Count_letters_more_less_other_and_swapped(string word, string other, int edits) =>
        Assert.Equal(edits, new EditDistance(word).To(other));

    [Property(MaxTest = 500)]
    public bool Equal_those_of_the_full_table(int seed, byte first, byte second)
    {
        var random = new Random(seed);
        string a = Word(random, 1 + (first % EditDistance.MaxLength)), b = Word(random, second % 70);
        return new EditDistance(a).To(b) == Table(a, b);
    }

    private static string Word(Random random, int length) => string.Create(length, random, (span, r) =>
    {
        foreach (ref char c in span)
        {
            c = (char)('a' + r.Next(3));
        }
    });

    private static int Table(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
