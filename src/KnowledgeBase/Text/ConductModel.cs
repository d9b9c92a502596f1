using System.Text.RegularExpressions;

namespace KnowledgeBase.Text;

/// <summary>A sentence somebody wrote to support, and whether it hurts a person.</summary>
/// <param name="Theme">What it is about, so that a model can be tested on themes it has not seen.</param>
/// <param name="Text">The sentence.</param>
/// <param name="IsAbusive">True for an insult or a threat; false for anger at a thing, and for everything else.</param>
public sealed record ConductExample(string Theme, string Text, bool IsAbusive);

/// <summary>Logistic regression over words, pairs of words, parts of words, and rude words with whom they are said to; small enough to be learned when it is first needed.</summary>
public sealed partial class ConductModel
{
    private const int Buckets = 1 << 15;
    private const int Epochs = 40;
    private const float Rate = 0.3f;
    private const float Decay = 2e-4f;
    private const int Near = 4; // words

    private static readonly HashSet<string> You = ["you", "your", "you're", "youre", "yours", "yourself", "yourselves", "u", "ur", "guys", "team", "people", "@support"];
    private static readonly HashSet<string> Me = ["i", "i'm", "im", "me", "my", "myself"];

    private readonly float[] weights = new float[Buckets];
    private float bias;

    private ConductModel()
    {
    }

    /// <summary>A model of <paramref name="examples"/>; the same for the same examples.</summary>
    public static ConductModel Learn(IReadOnlyList<ConductExample> examples)
    {
        var model = new ConductModel();
        var rows = examples.Select(e => (Features: Features(e.Text), Target: e.IsAbusive ? 1f : 0f)).ToArray();
        var squares = new float[Buckets];
        var random = new Random(1);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(rows);
            foreach (var (features, target) in rows)
            {
                float slope = model.Probability(features) - target;
                model.bias -= 0.02f * slope;
                foreach (var (bucket, value) in features)
                {
                    float gradient = (slope * value) + (Decay * model.weights[bucket]);
                    squares[bucket] += gradient * gradient; // AdaGrad (Duchi, Hazan and Singer 2011)
                    model.weights[bucket] -= Rate * gradient / (MathF.Sqrt(squares[bucket]) + 1e-4f);
                }
            }
        }

        return model;
    }

    /// <summary>How likely <paramref name="sentence"/> insults or threatens somebody, 0 to 1; 0 when it holds no word that could, whatever else it is like.</summary>
    public float Probability(string sentence) =>
        Threat().IsMatch(sentence) || RudeWords.In(sentence).Exists(w => RudeWords.IsRude(w) || RudeWords.IsViolent(w)) ? Probability(Features(sentence)) : 0;

    private float Probability(Dictionary<int, float> features)
    {
        float sum = bias;
        foreach (var (bucket, value) in features)
        {
            sum += weights[bucket] * value;
        }

        return 1 / (1 + MathF.Exp(-sum));
    }

    private static Dictionary<int, float> Features(string sentence)
    {
        var features = new Dictionary<int, float>();
        var words = RudeWords.In(sentence);
        float scale = 1 / MathF.Sqrt(Math.Max(4, words.Count)); // a long sentence says no more by being long
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            Add("w:" + word, scale);
            Add($"p:{(i == 0 ? "" : words[i - 1])} {word}", scale);
            for (int at = 0; word.Length > 3 && at + 4 <= word.Length + 2; at++)
            {
                Add("c:" + $"<{word}>".AsSpan(at, 4).ToString(), 0.5f * scale);
            }

            if (RudeWords.IsRude(word) || RudeWords.IsViolent(word))
            {
                string kind = RudeWords.IsOfPeople(word) ? "person" : RudeWords.IsRude(word) ? "rude" : "violent";
                var near = words.Skip(Math.Max(0, i - Near)).Take((2 * Near) + 1).ToList();
                Add(kind, 1);
                Add($"{kind} {(near.Exists(You.Contains) ? "you" : near.Exists(Me.Contains) ? "me" : "nobody")}", 1);
            }
        }

        if (Threat().IsMatch(sentence))
        {
            Add("threat", 1);
        }

        return features;

        void Add(string name, float value)
        {
            int bucket = (int)(StableHash.Of(name) % Buckets);
            features[bucket] = Math.Max(features.GetValueOrDefault(bucket), value);
        }
    }

    // A threat names a person: words for ending a process ("kill the server") are none.
    [GeneratedRegex(
        @"\b(kill (you|yourself|yourselves|your (family|kids|children))|kys|(i|we)('ll| will| am going to|'m going to|'re going to| are) (find|hunt|hurt|beat|destroy|coming for) (you|your family)|hope (you|your family|you all) (die|get|suffer|choke|rot)|you (deserve to|should) (die|be shot)|know where you live|find out where you live|watch your back)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Threat();
}
