using KnowledgeBase.Answering;
using KnowledgeBase.Indexing;
using KnowledgeBase.Ranking;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Benchmarks;

/// <summary>What each stage of an answer costs, one by one.</summary>
internal static class SpeedStages
{
    public static void Print(KnowledgeIndex index, Visible visible, IReadOnlyList<string> questions)
    {
        var retriever = new Retriever(index);
        var ranker = new Ranker(RankingModel.Shipped());
        var asked = questions.Select(Question.Of).ToList();
        var found = asked.ConvertAll(q => retriever.Find(q, Viewer.Public));
        var ranked = found.ConvertAll(f => ranker.Rank(f, retriever));
        Console.WriteLine("| stage | CPU ms, mean | kB |\n|---|---|---|");
        Time("analyze", i => Question.Of(questions[i]));
        var terms = asked.ConvertAll(q => LexicalSearch.Weighted(index, q));
        var hits = new Hit<IndexedArticle>[400];
        var vector = new sbyte[index.Semantic.Dimensions];
        var near = new SemanticHit[Retriever.SemanticDepth];
        Time("words: whole", i => index.Postings.Whole.Search(terms[i], hits.AsSpan(0, 200)));
        Time("words: title", i => index.Postings.Title.Search(terms[i], hits.AsSpan(0, 200)));
        Time("words: passage", i => index.Postings.Passage.Search(terms[i], hits));
        Time("vectors: encode", i => index.Semantic.Encode(asked[i].Text, vector));
        Time("vectors: nearest", i => index.Semantic.Nearest(vector, index.Semantic.Encode(asked[i].Text, vector), near));
        Time("find: words", i => retriever.Find(asked[i], Viewer.Public, Fusion.Views.Lexical));
        Time("find: vectors", i => retriever.Find(asked[i], Viewer.Public, Fusion.Views.Semantic));
        Time("find: all", i => retriever.Find(asked[i], Viewer.Public));
        Time("features and classifier", i => ranker.Rank(found[i], retriever));
        Time("versions", i => Versions.Collapse(ranked[i], questions[i]));
        Time("ten snippets", i => Each(ranked[i], r => Snippet.Of(r.Candidate.Article.BytesOf(r.Candidate.BestPassage), asked[i], found[i].Idf)));
        Time("ten times reasons", i => Each(ranked[i], r => Reasons.Of(r, found[i])));
        Time("what may be seen", i => visible.Of(Viewer.Public, ranked[i], r => r.Candidate.Article.Key, 10));
        Time("spelling", i => Spelling.Suggest(asked[i], index, visible));
        Console.WriteLine();

        void Time(string name, Action<int> run)
        {
            for (int i = 0; i < asked.Count; i++)
            {
                run(i);
            }

            long bytes = GC.GetAllocatedBytesForCurrentThread();
            double began = ThreadClock.Milliseconds();
            for (int i = 0; i < asked.Count; i++)
            {
                run(i);
            }

            double used = ThreadClock.Milliseconds() - began;
            Console.WriteLine($"| {name} | {used / asked.Count:F4} | {(GC.GetAllocatedBytesForCurrentThread() - bytes) / 1e3 / asked.Count:F0} |");
        }
    }

    private static void Each(IReadOnlyList<Ranked> ranked, Action<Ranked> run)
    {
        for (int i = 0; i < Math.Min(10, ranked.Count); i++)
        {
            run(ranked[i]);
        }
    }
}
