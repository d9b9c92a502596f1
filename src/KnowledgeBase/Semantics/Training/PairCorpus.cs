using System.Runtime.InteropServices;

namespace KnowledgeBase.Semantics.Training;

/// <summary>The pairs of one source, by number.</summary>
internal sealed record PairSource(string Name, int[] Pairs);

/// <summary>The pairs to learn from, as numbers.</summary>
internal sealed class PairCorpus
{
    private readonly List<int> tokens = [];
    private readonly List<int> starts = [0];
    private readonly List<ulong> hashes = [];
    private readonly Dictionary<string, List<int>> bySource = new(StringComparer.Ordinal);

    /// <summary>What the tokens of all texts are.</summary>
    public TermTable Terms { get; } = new();

    /// <summary>How many pairs there are.</summary>
    public int Count => hashes.Count / 2;

    /// <summary>The pairs of each source, sources in order of first sight.</summary>
    public IReadOnlyList<PairSource> Sources { get; private set; } = [];

    /// <summary>Reads <paramref name="pairs"/>; pairs of which a side has no words are left out.</summary>
    public static PairCorpus Read(IEnumerable<TrainingPair> pairs, EmbeddingTrainingOptions options, CancellationToken cancel)
    {
        var corpus = new PairCorpus();
        var order = new List<(string Name, List<int> Pairs)>();
        foreach (var pair in pairs)
        {
            cancel.ThrowIfCancellationRequested();
            ref var members = ref CollectionsMarshal.GetValueRefOrAddDefault(corpus.bySource, pair.Source, out bool known);
            if (!known)
            {
                members = [];
                order.Add((pair.Source, members));
            }

            if (members!.Count < options.MostPerSource && corpus.Append(pair, options.MostTokens))
            {
                members.Add(corpus.Count - 1);
            }
        }

        corpus.Sources = [.. order.Where(s => s.Pairs.Count > 0).Select(s => new PairSource(s.Name, [.. s.Pairs]))];
        return corpus;
    }

    /// <summary>The coded tokens of a side of a pair: text 2p is the left of pair p, 2p + 1 its right.</summary>
    public ReadOnlySpan<int> Text(int text) => CollectionsMarshal.AsSpan(tokens)[starts[text]..starts[text + 1]];

    /// <summary>A hash of a text: equal texts are never each other's negatives.</summary>
    public ulong Hash(int text) => hashes[text];

    private bool Append(TrainingPair pair, int most)
    {
        int before = tokens.Count;
        Terms.Append(pair.Left, most, tokens);
        int middle = tokens.Count;
        Terms.Append(pair.Right, most, tokens);
        if (middle == before || tokens.Count == middle)
        {
            CollectionsMarshal.SetCount(tokens, before);
            return false;
        }

        starts.Add(middle);
        starts.Add(tokens.Count);
        hashes.Add(Subwords.Hash(pair.Left));
        hashes.Add(Subwords.Hash(pair.Right));
        return true;
    }
}
