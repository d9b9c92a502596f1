namespace KnowledgeBase.Semantics.Training;

/// <summary>Which rows the texts of a batch use, sorted by text and by row.</summary>
internal sealed class RowUses(int rows)
{
    private readonly List<int> usedRows = [];
    private readonly List<float> weights = [];
    private readonly List<int> textStarts = [];
    private readonly int[] rowStarts = new int[rows + 1];
    private int[] texts = [];
    private float[] textWeights = [];

    /// <summary>Forgets the last batch.</summary>
    public void Clear()
    {
        usedRows.Clear();
        weights.Clear();
        textStarts.Clear();
        textStarts.Add(0);
    }

    /// <summary>Notes that the present text uses <paramref name="row"/>.</summary>
    public void Use(int row, float weight)
    {
        usedRows.Add(row);
        weights.Add(weight);
    }

    /// <summary>Ends the present text.</summary>
    public void EndText() => textStarts.Add(usedRows.Count);

    /// <summary>First and last use (exclusive) of a text.</summary>
    public (int From, int To) Text(int text) => (textStarts[text], textStarts[text + 1]);

    /// <summary>A use in order of texts.</summary>
    public (int Row, float Weight) ByText(int use) => (usedRows[use], weights[use]);

    /// <summary>Sorts the uses by row, texts in order within a row.</summary>
    public void Sort()
    {
        if (texts.Length < usedRows.Count)
        {
            texts = new int[usedRows.Count * 3 / 2];
            textWeights = new float[texts.Length];
        }

        Array.Clear(rowStarts);
        foreach (int row in usedRows)
        {
            rowStarts[row + 1]++;
        }

        for (int row = 0; row < rows; row++)
        {
            rowStarts[row + 1] += rowStarts[row];
        }

        int[] next = rowStarts[..rows];
        for (int text = 0; text + 1 < textStarts.Count; text++)
        {
            for (int use = textStarts[text]; use < textStarts[text + 1]; use++)
            {
                int at = next[usedRows[use]]++;
                texts[at] = text;
                textWeights[at] = weights[use];
            }
        }
    }

    /// <summary>First and last use (exclusive) of a row, after <see cref="Sort"/>.</summary>
    public (int From, int To) Row(int row) => (rowStarts[row], rowStarts[row + 1]);

    /// <summary>A use in order of rows, after <see cref="Sort"/>.</summary>
    public (int Text, float Weight) ByRow(int use) => (texts[use], textWeights[use]);
}
