using System.Collections.Concurrent;
using KnowledgeBase.Text;
using Microsoft.Extensions.AI;

namespace KnowledgeBase.Semantics;

/// <summary>
/// Any embedder of Microsoft.Extensions.AI as one that search can use: vectors of length 1, questions remembered. When it fails, it is left alone for a while, so that nobody waits for it.
/// </summary>
public sealed class GeneratedEmbedding : ITextEmbedding, IDisposable
{
    /// <summary>Longest text sent, in characters; the rest of it says little more. Hosted models refuse what is much longer.</summary>
    public const int MaxText = 6_000;

    private const int Batch = 32;
    private const int Remembered = 2_000; // questions; people type the same, and each question is placed for articles and tickets
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly IEmbeddingGenerator<string, Embedding<float>> generator;
    private readonly TimeProvider time;
    private readonly TimeSpan patience;
    private readonly Action<string>? say;
    private readonly ConcurrentDictionary<string, float[]> questions = new(StringComparer.Ordinal);
    private long failedAt;
    private volatile string fault = "";

    /// <summary>Wraps <paramref name="generator"/>, which gives vectors of <paramref name="dimensions"/> components.</summary>
    /// <param name="generator">The embedder; disposed with this.</param>
    /// <param name="id">Letters, digits and dashes that name it.</param>
    /// <param name="dimensions">Components of its vectors.</param>
    /// <param name="patience">Longest wait for a question.</param>
    /// <param name="time">The clock.</param>
    /// <param name="say">Told, in a line, when it fails and when it works again.</param>
    public GeneratedEmbedding(IEmbeddingGenerator<string, Embedding<float>> generator, string id, int dimensions, TimeSpan patience, TimeProvider time, Action<string>? say = null)
    {
        this.generator = generator;
        this.patience = patience;
        this.time = time;
        this.say = say;
        Id = id;
        Dimensions = dimensions;
    }

    /// <inheritdoc />
    public int Dimensions { get; }

    /// <inheritdoc />
    public string Id { get; }

    /// <summary>What went wrong last; empty while it works.</summary>
    public string Fault => fault;

    /// <summary>Places a question ahead of its search; false when that cannot be done now.</summary>
    public bool Prepare(AnalyzedText text) => text.Tokens.Count == 0 || Question(text.Source) is not null;

    /// <inheritdoc />
    public bool Encode(AnalyzedText text, Span<float> destination)
    {
        destination.Clear();
        if (text.Tokens.Count == 0 || Question(text.Source) is not { } vector)
        {
            return false;
        }

        vector.CopyTo(destination);
        return true;
    }

    /// <inheritdoc />
    public IReadOnlyList<float[]>? Encode(IReadOnlyList<string> texts)
    {
        var vectors = new List<float[]>(texts.Count);
        foreach (string[] batch in texts.Chunk(Batch))
        {
            if (Generate(batch, Timeout.InfiniteTimeSpan) is not { } some)
            {
                return null;
            }

            vectors.AddRange(some);
        }

        return vectors;
    }

    /// <inheritdoc />
    public void Dispose() => generator.Dispose();

    private float[]? Question(string text)
    {
        if (questions.TryGetValue(text, out float[]? known))
        {
            return known;
        }

        if (Generate([text], patience) is not [var vector])
        {
            return null;
        }

        if (questions.Count >= Remembered)
        {
            questions.Clear();
        }

        return questions[text] = vector;
    }

    // What an embedder may throw is its own affair: whatever it is, search goes on by words.
    private List<float[]>? Generate(string[] texts, TimeSpan atMost)
    {
        if (fault.Length > 0 && time.GetElapsedTime(Interlocked.Read(ref failedAt)) < Pause)
        {
            return null;
        }

        try
        {
            using var limit = new CancellationTokenSource(atMost, time);
            var found = Task.Run(() => generator.GenerateAsync([.. texts.Select(Sendable)], cancellationToken: limit.Token), limit.Token).WaitAsync(limit.Token).GetAwaiter().GetResult();
            if (found.Count != texts.Length)
            {
                return Failed($"it gave {found.Count} vectors for {texts.Length} texts");
            }

            if (found.FirstOrDefault(v => v.Vector.Length != Dimensions) is { } other)
            {
                return Failed($"it gives vectors of {other.Vector.Length} components, not {Dimensions}");
            }

            if (Interlocked.Exchange(ref fault!, "").Length > 0)
            {
                say?.Invoke("The embedding works again.");
            }

            return [.. found.Zip(texts, (v, text) => Unit(v.Vector, text))];
        }
        catch (OperationCanceledException)
        {
            return Failed(atMost == Timeout.InfiniteTimeSpan ? "it did not answer in time" : $"it did not answer within {atMost.TotalSeconds:0.#} s");
        }
        catch (Exception failure)
        {
            return Failed(failure.Message.ReplaceLineEndings(" ").Trim());
        }
    }

    private List<float[]>? Failed(string why)
    {
        Interlocked.Exchange(ref failedAt, time.GetTimestamp());
        if (Interlocked.Exchange(ref fault!, why) != why)
        {
            say?.Invoke($"The embedding cannot be used now, search goes by words: {why}.");
        }

        return null;
    }

    private static string Sendable(string text) =>
        string.IsNullOrWhiteSpace(text) ? "-" // refused when empty
        : text.Length <= MaxText ? text
        : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];

    private static float[] Unit(ReadOnlyMemory<float> vector, string text)
    {
        float[] unit = vector.ToArray();
        if (string.IsNullOrWhiteSpace(text) || Array.Exists(unit, c => !float.IsFinite(c)) || UnitVector.Normalize(unit) == 0)
        {
            Array.Clear(unit);
        }

        return unit;
    }
}
