using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Ranking;
using KnowledgeBase.Store;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api;

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

/// <summary>Settings under <c>KnowledgeBase:Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>How often one address or key may do something.</summary>
    [ValidateObjectMembers]
    public PerMinuteOptions PerMinute { get; set; } = new();

    /// <summary>Searches and pages worked on at once, 1 to 10,000; default 8 for each processor.</summary>
    [Range(1, 10_000)]
    public int Reads { get; set; } = 8 * Environment.ProcessorCount;

    /// <summary>Writes worked on at once, 1 to 10,000; default 32. They share commits, so more than wait for one disk are of use.</summary>
    [Range(1, 10_000)]
    public int Writes { get; set; } = 32;

    /// <summary>Requests of either kind that may wait, 0 to 100,000; default 256. Beyond that: 503.</summary>
    [Range(0, 100_000)]
    public int Waiting { get; set; } = 256;

    /// <summary>Longest time for a request in seconds, 1 to 3,600; default 30.</summary>
    [Range(1, 3600)]
    public int Seconds { get; set; } = 30;

    /// <summary>Longest time for an import in seconds, 1 to 86,400; default 600. What it has taken in stays; sent again it goes on.</summary>
    [Range(1, 86_400)]
    public int ImportSeconds { get; set; } = 600;
}

/// <summary>Settings under <c>KnowledgeBase:Widget</c>.</summary>
public sealed class WidgetOptions : IValidatableObject
{
    /// <summary>Sites whose pages may show the widget, like https://www.example.com; default none.</summary>
    public IList<string> Origins { get; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Origins
        .Where(o => !Uri.TryCreate(o, UriKind.Absolute, out var uri) || o != uri.GetLeftPart(UriPartial.Authority))
        .Select(o => new ValidationResult($"KnowledgeBase:Widget:Origins holds '{o}': write scheme and host only, like https://www.example.com.", [nameof(Origins)]));
}

/// <summary>Settings under <c>KnowledgeBase:Limits:PerMinute</c>: requests a minute from one address or key, 0 to 1,000,000; 0 for no limit.</summary>
public sealed class PerMinuteOptions
{
    private const int Most = 1_000_000;

    /// <summary>Searches and completions; default 1,200: an office that types behind one address.</summary>
    [Range(0, Most)]
    public int Search { get; set; } = 1200;

    /// <summary>Events and votes; default 300.</summary>
    [Range(0, Most)]
    public int Event { get; set; } = 300;

    /// <summary>Questions from the form; default 30.</summary>
    [Range(0, Most)]
    public int Ask { get; set; } = 30;

    /// <summary>Attempts to sign in; default 30.</summary>
    [Range(0, Most)]
    public int SignIn { get; set; } = 30;
}

/// <summary>Settings under <c>KnowledgeBase:Images</c>.</summary>
public sealed class ImagesOptions : IValidatableObject
{
    /// <summary>Other sites whose images articles may show, like https://cdn.example.com; default none: their images are links.</summary>
    public IList<string> Origins { get; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Origins
        .Where(o => !(Uri.TryCreate(o, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.GetLeftPart(UriPartial.Authority).Equals(o, StringComparison.OrdinalIgnoreCase)))
        .Select(o => new ValidationResult($"KnowledgeBase:Images:Origins: '{o}' is no site. Write it like https://cdn.example.com, without a path.", [nameof(Origins)]));
}

/// <summary>Settings under <c>KnowledgeBase:Retention</c>, in days, 0 to 36,500; 0 keeps for ever.</summary>
public sealed class RetentionOptions
{
    private const int Most = 36_500;

    /// <summary>Searches and what was done with their results; default 400: a year can be compared with the one before.</summary>
    [Range(0, Most)]
    public int SearchDays { get; set; } = 400;

    /// <summary>Questions, whatever became of them; default 400. The resolved ticket one became stays.</summary>
    [Range(0, Most)]
    public int QuestionDays { get; set; } = 400;
}

/// <summary>Settings under <c>KnowledgeBase:Webhook</c>.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    private const int ShortestSecret = 16;

    /// <summary>Address that is told of each new question by POST; empty for none.</summary>
    public string Url { get; set; } = "";

    /// <summary>What the requests are signed with, at least 16 characters.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Whether the address may be inside: this machine, a private network; default false.</summary>
    public bool AllowInside { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url.Length > 0 && !(Uri.TryCreate(Url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")))
        {
            yield return new ValidationResult("KnowledgeBase:Webhook:Url is no http or https address.", [nameof(Url)]);
        }

        if (Url.Length > 0 && Secret.Length < ShortestSecret)
        {
            yield return new ValidationResult($"KnowledgeBase:Webhook:Secret needs at least {ShortestSecret} characters.", [nameof(Secret)]);
        }
    }
}

/// <summary>Settings under <c>KnowledgeBase:Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>Whether requests from this machine need no key while the service listens on loopback only; default true. Set it to false behind a proxy.</summary>
    public bool TrustLocal { get; set; } = true;

    /// <summary>Sign-in by the accounts of an organization.</summary>
    [ValidateObjectMembers]
    public OpenIdConnectSettings OpenIdConnect { get; set; } = new();
}

/// <summary>Settings under <c>KnowledgeBase:Access:OpenIdConnect</c>; used when <see cref="Authority"/> is set.</summary>
public sealed class OpenIdConnectSettings : IValidatableObject
{
    /// <summary>Address of the identity provider, like https://id.example.com/realms/support; empty for none.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Name of this service at the provider; there, allow the redirect address …/signin/openid.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret there; empty for a public client.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Claim of the ID token that says the role; default "roles".</summary>
    [Required]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Its value for agents; default "agent".</summary>
    public string AgentValue { get; set; } = "agent";

    /// <summary>Its value for writers; default "writer".</summary>
    public string WriterValue { get; set; } = "writer";

    /// <summary>Its value for admins; default "admin".</summary>
    public string AdminValue { get; set; } = "admin";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority.Length > 0 && !(Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
        {
            yield return new ValidationResult("KnowledgeBase:Access:OpenIdConnect:Authority is no https address.", [nameof(Authority)]);
        }

        if (Authority.Length > 0 && ClientId.Length == 0)
        {
            yield return new ValidationResult("KnowledgeBase:Access:OpenIdConnect:ClientId is missing: write the name this service has at the provider.", [nameof(ClientId)]);
        }
    }
}

/// <summary>Settings under <c>KnowledgeBase:Answering</c>.</summary>
public sealed class AnsweringOptions
{
    /// <summary>Share of answers that should be right, 0.5 to 0.99; default 0.85. Below the probability that gives it the service stays silent.</summary>
    [Range(0.5, 0.99)]
    public double TargetPrecision { get; set; } = Ranker.DefaultTargetPrecision;
}

/// <summary>Settings under <c>KnowledgeBase:Embedding</c>.</summary>
public sealed class EmbeddingOptions : IValidatableObject
{
    private const int MostDimensions = 4_096;

    /// <summary>"static" (default): the embedding that is built in and learns. "onnx": a sentence-transformer in <see cref="Path"/>. "openai": an endpoint that speaks the protocol of OpenAI.</summary>
    public string Kind { get; set; } = "static";

    /// <summary>onnx: folder with model.onnx and vocab.txt.</summary>
    public string Path { get; set; } = "";

    /// <summary>openai: address that /embeddings is added to, like https://api.example.com/v1.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>openai: name of the model there.</summary>
    public string Model { get; set; } = "";

    /// <summary>openai: key there; empty for none.</summary>
    public string Key { get; set; } = "";

    /// <summary>openai: components of the model's vectors, 8 to 4,096.</summary>
    public int Dimensions { get; set; }

    /// <summary>openai: longest time for one attempt in seconds, 1 to 300; default 10. There are three.</summary>
    [Range(1, 300)]
    public int Seconds { get; set; } = 10;

    /// <summary>Longest time a question waits for its vector in seconds, 0.05 to 30; default 2. Then search goes by words.</summary>
    [Range(0.05, 30)]
    public double QuestionSeconds { get; set; } = 2;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is not ("static" or "onnx" or "openai"))
        {
            yield return new ValidationResult($"KnowledgeBase:Embedding:Kind is '{Kind}': write static, onnx or openai.", [nameof(Kind)]);
        }

        if (Kind == "onnx" && !Directory.Exists(Path))
        {
            yield return new ValidationResult($"KnowledgeBase:Embedding:Path is '{Path}', where there is no folder: name the one that holds model.onnx and vocab.txt.", [nameof(Path)]);
        }

        if (Kind == "openai" && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")))
        {
            yield return new ValidationResult("KnowledgeBase:Embedding:Endpoint is no http or https address: write it like https://api.example.com/v1.", [nameof(Endpoint)]);
        }

        if (Kind == "openai" && Model.Length == 0)
        {
            yield return new ValidationResult("KnowledgeBase:Embedding:Model is missing: write the name the endpoint knows it by.", [nameof(Model)]);
        }

        if (Kind == "openai" && Dimensions is (< 8 or > MostDimensions))
        {
            yield return new ValidationResult($"KnowledgeBase:Embedding:Dimensions is {Dimensions}: write how many numbers the model's vectors have, 8 to {MostDimensions}.", [nameof(Dimensions)]);
        }
    }
}
