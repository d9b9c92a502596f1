using System.Text.Json;
using KnowledgeBase.Text;

namespace KnowledgeBase.Benchmarks;

/// <summary>Counts how often messages that insult nobody are taken for abusive: <c>conduct FILE…</c>, JSON Lines with title, subject or text.</summary>
internal static class Conduct
{
    private const int Shown = 10;

    public static int Run(string[] files)
    {
        foreach (string file in files)
        {
            var texts = File.ReadLines(file).Select(Text).Where(t => t.Length > 0).ToList();
            var flagged = texts.Where(Insults.In).ToList();
            Console.WriteLine($"{Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))}/{Path.GetFileName(file)}: {flagged.Count} of {texts.Count} flagged, {100.0 * flagged.Count / Math.Max(1, texts.Count):F2} %");
            foreach (string text in flagged.Take(Shown))
            {
                string line = text.ReplaceLineEndings(" ");
                Console.WriteLine("  " + (line.Length > 160 ? line[..160] : line));
            }
        }

        return 0;
    }

    private static string Text(string line)
    {
        using var json = JsonDocument.Parse(line);
        return string.Join('\n', ((string[])["title", "subject", "text"]).Select(name => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null).OfType<string>()).Trim();
    }
}
