namespace KnowledgeBase.Semantics.Training;

/// <summary>Splits work into parts whose results do not depend on who does them.</summary>
internal static class Lanes
{
    /// <summary>Calls <paramref name="body"/> with ranges that cover 0 to <paramref name="count"/> in steps of <paramref name="grain"/>, on <paramref name="threads"/> threads.</summary>
    public static void Split(int count, int grain, int threads, Action<int, int> body)
    {
        if (threads == 1)
        {
            body(0, count);
            return;
        }

        int parts = (count + grain - 1) / grain;
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => body(part * grain, Math.Min(count, (part + 1) * grain)));
    }
}
