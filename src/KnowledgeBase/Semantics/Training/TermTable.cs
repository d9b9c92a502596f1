using System.Runtime.InteropServices;
using KnowledgeBase.Text;

namespace KnowledgeBase.Semantics.Training;

/// <summary>The terms of the training texts by number, and what each adds to a vector once the vocabulary is chosen.</summary>
internal sealed class TermTable
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string> terms = [];
    private readonly List<Token> tokens = [];
    private int[] rowStarts = [];
    private int[] rows = [];

    /// <summary>How many terms there are.</summary>
    public int Count => terms.Count;

    /// <summary>The term of a number.</summary>
    public string this[int id] => terms[id];

    /// <summary>Appends the tokens of <paramref name="text"/> to <paramref name="target"/>, each as its term's number times 4 plus its <see cref="UnknownUse"/>.</summary>
    public void Append(string text, int most, List<int> target)
    {
        string folded = Folding.Fold(text);
        tokens.Clear();
        Tokenizer.Tokenize(text, folded, tokens);
        foreach (var token in CollectionsMarshal.AsSpan(tokens)[..Math.Min(most, tokens.Count)])
        {
            string term = TermPool.Term(folded, token);
            ref int id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, term, out bool known);
            if (!known)
            {
                id = terms.Count;
                terms.Add(term);
            }

            target.Add((id << 2) | (int)UnknownUses.Of(folded, token));
        }
    }

    /// <summary>Gives each term its rows: its own in <paramref name="vocabulary"/>, else its buckets.</summary>
    public void Bind(EmbeddingVocabulary vocabulary, int buckets)
    {
        rowStarts = new int[terms.Count + 1];
        var all = new List<int>(terms.Count * 8);
        Span<int> found = stackalloc int[Subwords.Most];
        for (int id = 0; id < terms.Count; id++)
        {
            rowStarts[id] = all.Count;
            int row = vocabulary.Row(terms[id]);
            if (row >= 0)
            {
                all.Add(row);
                continue;
            }

            int count = Subwords.Buckets(terms[id], buckets, found);
            foreach (int bucket in found[..count])
            {
                all.Add(vocabulary.Count + bucket);
            }
        }

        rowStarts[^1] = all.Count;
        rows = [.. all];
    }

    /// <summary>The rows of a coded token (<see cref="Append"/>); each counts 1 / sqrt(how many).</summary>
    public ReadOnlySpan<int> Rows(int code)
    {
        int id = code >> 2;
        var span = rows.AsSpan(rowStarts[id], rowStarts[id + 1] - rowStarts[id]);
        return span.Length > 1 && (UnknownUse)(code & 3) != UnknownUse.Full ? [] : span;
    }
}
