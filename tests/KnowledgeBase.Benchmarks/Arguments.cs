using System.Globalization;

namespace KnowledgeBase.Benchmarks;

/// <summary>Arguments of a command: named ones as --name value, the others in order.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> named = new(StringComparer.Ordinal);

    public Arguments(string[] args)
    {
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length)
            {
                named[args[i][2..]] = args[++i];
            }
            else
            {
                Rest.Add(args[i]);
            }
        }
    }

    public List<string> Rest { get; } = [];

    public string? Text(string name) => named.GetValueOrDefault(name);

    public T Number<T>(string name, T otherwise)
        where T : ISpanParsable<T> =>
        named.TryGetValue(name, out string? text) ? T.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
