using System.IO.Compression;
using System.Text;
using KnowledgeBase.Semantics.Training;

namespace KnowledgeBase.Benchmarks;

/// <summary>Draws the general pairs that ship for adaptation: <c>embed-replay PAIRS OUT</c>. Forum posts and share-alike text stay out.</summary>
internal static class EmbedReplay
{
    private const int Wanted = 4_000;
    private const int Words = 50;

    private static readonly string[] Left = ["sumo-firefox", "mattermost+docs"];

    public static int Run(string[] args)
    {
        if (args is not [var input, var output])
        {
            Console.Error.WriteLine("Use: embed-replay PAIRS OUT");
            return 2;
        }

        var random = new Random(1);
        var sources = TrainingPairs.Read(input)
            .Where(p => !Left.Contains(p.Source) && p.Left.Split(' ').Length <= 30 && p.Right.Split(' ').Length >= 6)
            .GroupBy(p => p.Source).Select(g => g.ToList()).ToList();
        double total = sources.Sum(s => Math.Pow(s.Count, 0.6));
        using var stream = new BrotliStream(File.Create(output), CompressionLevel.SmallestSize);
        using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (var source in sources)
        {
            int share = (int)Math.Ceiling(Wanted * Math.Pow(source.Count, 0.6) / total);
            foreach (var pair in source.OrderBy(_ => random.Next()).Take(share))
            {
                writer.WriteLine($"{pair.Source}\t{pair.Kind}\t{pair.Left}\t{string.Join(' ', pair.Right.Split(' ').Take(Words))}");
            }
        }

        return 0;
    }
}
