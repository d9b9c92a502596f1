namespace KnowledgeBase.Store;

/// <summary>A learned model as the store keeps it.</summary>
/// <param name="Id">Its number, from 1; 0 stands for what is shipped, which the store does not keep.</param>
/// <param name="Ranking">The ranking model.</param>
/// <param name="Embedding">The embedding; empty for the shipped one.</param>
public sealed record StoredModel(long Id, byte[] Ranking, byte[] Embedding);

/// <summary>A learned model without its bytes.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Made">When it was learned.</param>
/// <param name="About">What whoever learned it says of it.</param>
public sealed record ModelEntry(long Id, DateTimeOffset Made, string About);

/// <summary>That a model was put into use.</summary>
/// <param name="Number">Its number; the highest holds.</param>
/// <param name="Model">Number of the model; 0 for what is shipped.</param>
/// <param name="Pinned">True when a person chose it over something newer.</param>
/// <param name="LastTicket">Key of the newest ticket then.</param>
/// <param name="At">When.</param>
public sealed record ModelChoice(long Number, long Model, bool Pinned, long LastTicket, DateTimeOffset At);

/// <summary>That was learned, and what came of it.</summary>
/// <param name="At">When.</param>
/// <param name="From">Names what it was learned from and by which program.</param>
/// <param name="Change">Number of the last change of the store it was learned from.</param>
/// <param name="Outcome">What came of it, in words.</param>
public sealed record Lesson(DateTimeOffset At, string From, long Change, string Outcome);

// What is learned, for all nodes and the next start.
public sealed partial class KnowledgeStore
{
    private const int ModelsKept = 3; // some megabytes each
    private const int LessonsKept = 10;

    /// <summary>Keeps a model, without putting it into use; returns its number. The oldest goes, unless it is in use.</summary>
    public long AddModel(byte[] ranking, byte[] embedding, string about = "{}") => database.Write(c =>
    {
        long id = c.Command(
            "INSERT INTO models (created, ranking, embedding, about) VALUES (@0, @1, @2, @3) RETURNING id", Rows.Text(time.GetUtcNow()), ranking, embedding, about).Number();
        c.Command(
            "DELETE FROM models WHERE id NOT IN (SELECT id FROM models ORDER BY id DESC LIMIT @0) AND id <> COALESCE((SELECT model FROM model_choices ORDER BY seq DESC LIMIT 1), 0)", ModelsKept).Run();
        return id;
    });

    /// <summary>The models kept, newest first.</summary>
    public IReadOnlyList<ModelEntry> Models() => database.Read(c =>
        c.Command("SELECT id, created, about FROM models ORDER BY id DESC").All(r => new ModelEntry(r.GetInt64(0), Rows.Moment(r.GetString(1)), r.GetString(2))));

    /// <summary>The model with this number, or null.</summary>
    public StoredModel? Model(long id) => database.Read(c =>
        c.Command("SELECT id, ranking, embedding FROM models WHERE id = @0", id)
            .All(r => new StoredModel(r.GetInt64(0), (byte[])r.GetValue(1), (byte[])r.GetValue(2))).FirstOrDefault());

    /// <summary>Puts another embedding into a model that is kept; nodes that use it take it over.</summary>
    public void ReplaceEmbedding(long id, byte[] embedding, string about)
    {
        database.Write(c => c.Command("UPDATE models SET embedding = @1, about = @2 WHERE id = @0", id, embedding, about).Run()
            + c.Command(
                """
                INSERT INTO model_choices (model, pinned, last_ticket, at)
                SELECT model, pinned, last_ticket, at FROM model_choices WHERE model = @0 AND seq = (SELECT MAX(seq) FROM model_choices)
                """,
                id).Run());
        database.Scrub();
    }

    /// <summary>Puts model <paramref name="id"/>, or with 0 what is shipped, into use on all nodes. False when there is no such model.</summary>
    public bool ChooseModel(long id, bool pinned) => database.Write(c =>
    {
        if (id != 0 && c.Command("SELECT COUNT(*) FROM models WHERE id = @0", id).Number() == 0)
        {
            return false;
        }

        c.Command(
            "INSERT INTO model_choices (model, pinned, last_ticket, at) VALUES (@0, @1, (SELECT COALESCE(MAX(key), 0) FROM tickets), @2)", id, pinned ? 1 : 0, Rows.Text(time.GetUtcNow())).Run();
        return true;
    });

    /// <summary>Which model is in use; null when none was ever put into use.</summary>
    public ModelChoice? ChosenModel() => database.Glance(c =>
        c.Command("SELECT seq, model, pinned, last_ticket, at FROM model_choices ORDER BY seq DESC LIMIT 1")
            .All(r => new ModelChoice(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2) != 0, r.GetInt64(3), Rows.Moment(r.GetString(4)))).FirstOrDefault());

    /// <summary>Keeps that was learned.</summary>
    public void AddLesson(string from, long change, string outcome) => database.Write(c =>
    {
        long id = c.Command("INSERT INTO lessons (at, learned_from, change, outcome) VALUES (@0, @1, @2, @3) RETURNING id", Rows.Text(time.GetUtcNow()), from, change, outcome).Number();
        return c.Command("DELETE FROM lessons WHERE id <= @0", id - LessonsKept).Run();
    });

    /// <summary>The last lesson, or null.</summary>
    public Lesson? LastLesson() => database.Glance(c =>
        c.Command("SELECT at, learned_from, change, outcome FROM lessons ORDER BY id DESC LIMIT 1")
            .All(r => new Lesson(Rows.Moment(r.GetString(0)), r.GetString(1), r.GetInt64(2), r.GetString(3))).FirstOrDefault());
}
