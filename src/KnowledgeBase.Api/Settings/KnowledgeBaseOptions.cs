using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Store;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase</c>; by appsettings.json, environment (<c>KnowledgeBase__DataPath</c>) or command line.</summary>
public sealed class KnowledgeBaseOptions : IValidatableObject
{
    /// <summary>Folder of the articles; empty for none. Relative to the folder the service is started in or, failing that, one of its parents.</summary>
    public string ArticlesPath { get; set; } = "articles";

    /// <summary>Folder of the store; made when missing.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DataPath { get; set; } = "data";

    /// <summary>Folder of the index.</summary>
    internal string IndexPath => Path.Combine(DataPath, "index");

    /// <summary>Npgsql connection string of a PostgreSQL database, 15 or later, that nodes may share; empty (the default) for SQLite in <see cref="DataPath"/>.</summary>
    public string Database { get; set; } = "";

    /// <summary>Whether the sample tickets are taken into an empty store.</summary>
    public bool SampleTickets { get; set; } = true;

    /// <summary>The widget on other sites.</summary>
    [ValidateObjectMembers]
    public WidgetOptions Widget { get; set; } = new();

    /// <summary>What places texts by their meaning.</summary>
    [ValidateObjectMembers]
    public EmbeddingOptions Embedding { get; set; } = new();

    /// <summary>How answers are decided.</summary>
    [ValidateObjectMembers]
    public AnsweringOptions Answering { get; set; } = new();

    /// <summary>How much is worked on at once.</summary>
    [ValidateObjectMembers]
    public LimitsOptions Limits { get; set; } = new();

    /// <summary>Images in articles.</summary>
    [ValidateObjectMembers]
    public ImagesOptions Images { get; set; } = new();

    /// <summary>How long what people searched and asked is kept.</summary>
    [ValidateObjectMembers]
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>Whom new questions are told.</summary>
    [ValidateObjectMembers]
    public WebhookOptions Webhook { get; set; } = new();

    /// <summary>Who may do what.</summary>
    [ValidateObjectMembers]
    public AccessOptions Access { get; set; } = new();

    /// <summary>The folder <see cref="ArticlesPath"/> names, in full; null when there is none.</summary>
    public string? ArticlesFolder()
    {
        if (ArticlesPath.Length == 0)
        {
            return null;
        }

        for (string? at = Directory.GetCurrentDirectory(); at is not null; at = Path.GetDirectoryName(at))
        {
            string candidate = Path.GetFullPath(ArticlesPath, at);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Database.Length > 0 && KnowledgeStore.ConnectionFault(Database) is { } fault)
        {
            // Not the value: it may hold a password.
            yield return new ValidationResult($"KnowledgeBase:Database is not a connection string of PostgreSQL: {fault}. Write it like Host=localhost;Database=knowledgebase;Username=kb;Password=…", [nameof(Database)]);
        }
    }
}
