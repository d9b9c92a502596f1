using KnowledgeBase.Semantics;
using KnowledgeBase.Text;

namespace KnowledgeBase.Ranking;

/// <summary>
/// How a question is worded: its words, neighbouring pairs of them and their 3- to 5-letter pieces, which forgive misspelling, hashed into <see cref="Dimensions"/> components (Weinberger et al. 2009) at length 1.
/// Nothing of the text can be read from it.
/// </summary>
/// <param name="At">The components that are not 0, in order.</param>
/// <param name="Values">Their values.</param>
public sealed record QuestionGrams(int[] At, float[] Values)
{
    /// <summary>Components there are.</summary>
    public const int Dimensions = 2048;

    private const int MostTokens = 500; // a pasted log says nothing more
    private const int Shortest = 3;
    private const int Longest = 5;

    [ThreadStatic]
    private static float[]? wordBuffer;

    [ThreadStatic]
    private static float[]? pieceBuffer;

    /// <summary>How <paramref name="text"/> is worded.</summary>
    public static QuestionGrams Of(AnalyzedText text)
    {
        float[] words = wordBuffer ??= new float[Dimensions], pieces = pieceBuffer ??= new float[Dimensions];
        ulong last = 0;
        for (int i = 0; i < Math.Min(text.Terms.Count, MostTokens); i++)
        {
            ulong word = Subwords.Hash(text.Terms[i]);
            Add(words, word);
            if (i > 0)
            {
                Add(words, Subwords.Mix(last + (word << 1)));
            }

            last = word;
            AddPieces(pieces, text.Folded.AsSpan(text.Tokens[i].Start, text.Tokens[i].Length));
        }

        float ofWords = Half(words), ofPieces = Half(pieces);
        int count = 0;
        for (int i = 0; i < Dimensions; i++)
        {
            words[i] = (ofWords * words[i]) + (ofPieces * pieces[i]);
            count += words[i] != 0 ? 1 : 0;
        }

        var grams = new QuestionGrams(new int[count], new float[count]);
        for (int i = 0, to = 0; i < Dimensions; i++)
        {
            if (words[i] != 0)
            {
                (grams.At[to], grams.Values[to++]) = (i, words[i]);
            }
        }

        Array.Clear(words);
        Array.Clear(pieces);
        return grams;
    }

    /// <summary>Sum of the components, each times that of <paramref name="row"/>.</summary>
    public float Dot(ReadOnlySpan<sbyte> row)
    {
        float sum = 0;
        for (int i = 0; i < At.Length; i++)
        {
            sum += Values[i] * row[At[i]];
        }

        return sum;
    }

    private static void AddPieces(float[] pieces, ReadOnlySpan<char> word)
    {
        for (int start = -1; start + Shortest <= word.Length + 1; start++) // the ends of a word are letters of their own
        {
            ulong piece = 1;
            for (int at = start; at < Math.Min(start + Longest, word.Length + 1); at++)
            {
                piece = (piece * 65_599) + (at < 0 ? '<' : at == word.Length ? '>' : word[at]);
                if (at - start + 1 >= Shortest)
                {
                    Add(pieces, Subwords.Mix(piece));
                }
            }
        }
    }

    private static void Add(float[] to, ulong hash) => to[hash % Dimensions] += (hash & (1ul << 40)) == 0 ? 1 : -1;

    // What words and pieces are multiplied by so that each make half of the squared length.
    private static float Half(ReadOnlySpan<float> values)
    {
        float squares = 0;
        foreach (float value in values)
        {
            squares += value * value;
        }

        return squares == 0 ? 0 : MathF.Sqrt(0.5f / squares);
    }
}
