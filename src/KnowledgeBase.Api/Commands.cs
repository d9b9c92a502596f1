using System.Text.Json;
using KnowledgeBase.Api.Settings;
using KnowledgeBase.Indexing;
using KnowledgeBase.Intake;
using KnowledgeBase.Learning;
using KnowledgeBase.Ranking;
using KnowledgeBase.Semantics;
using KnowledgeBase.Store;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api;

/// <summary>The commands of the executable. Exit code 0, 1 (the work failed) or 2 (wrong call); errors in one line on standard error.</summary>
public static class Commands
{
    /// <summary>Who the audit says it was.</summary>
    internal const string Caller = "command line";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Runs the command that <paramref name="args"/> name; none serves.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        string command = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : "serve";
        string[] rest = args.Length > 0 && command == args[0] ? args[1..] : args;
        try
        {
            switch (command)
            {
                case "serve":
                    var service = Service.Build(rest);
                    var store = service.Services.GetRequiredService<Engine>().Store; // what fails here fails in one line, before the host logs it
                    if (Listening.Fault(service.Configuration) is { } taken)
                    {
                        return Wrong(taken);
                    }

                    KeyCommands.PrintFirst(store);
                    await service.RunAsync();
                    return Environment.ExitCode;
                case "import" when rest is ["tickets", not null, ..]:
                    return Import(rest[2..], rest[1..].TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)), (store, file) => TicketImport.Run(store, file, n => Console.Error.Write($"{n} tickets\r")));
                case "import" when rest is ["articles", not null, ..]:
                    return Import(rest[2..], [rest[1]], (store, path) => ArticleImport.Run(store, path));
                case "export" when rest is [not null, ..] && !rest[0].StartsWith('-'):
                    return WithStore(rest[1..], store =>
                    {
                        var report = Export.Run(store, rest[0]);
                        store.Audit.Add(Caller, "export", rest[0]);
                        Say($"{rest[0]}: {report}", report.Refusals);
                        return report.Refusals.Count > 0 ? 1 : 0;
                    });
                case "backup" when rest is [not null, ..] && !rest[0].StartsWith('-'):
                    return WithStore(rest[1..], store => BackupCommands.Backup(store, rest[0]));
                case "restore" when rest is [not null, ..] && !rest[0].StartsWith('-'):
                    return WithStore([.. rest[1..].Where(a => a != "--replace")], store => BackupCommands.Restore(store, rest[0], rest.Contains("--replace")));
                case "reindex":
                    return WithStore(rest, Reindex);
                case "evaluate":
                    return Evaluate(rest);
                case "train":
                    return Train(rest);
                case "embed-train":
                    return EmbedTrain(rest);
                case "keys" when rest is ["add", not null, not null, ..]:
                    return KeyCommands.Fault(rest[1], rest[2]) is { } fault ? Wrong(fault) : WithStore(rest[3..], store => KeyCommands.Add(store, rest[1], rest[2]));
                default:
                    return Wrong("Commands: serve, keys add NAME ROLE, import tickets FILE…, import articles PATH, export PATH, backup FILE, restore FILE [--replace], reindex, evaluate --dataset DIR, train --out FILE, embed-train --pairs FILE --out FILE.");
            }
        }
        catch (Exception fault) when (Fault(fault) is { } wrong)
        {
            return Wrong("Configuration: " + wrong);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or StoreUnavailableException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    /// <summary>What is wrong with the settings, in one line, when <paramref name="fault"/> is about them; else null.</summary>
    public static string? Fault(Exception fault) => fault switch
    {
        OptionsValidationException invalid => OneLine(string.Join(" ", invalid.Failures)),
        InvalidOperationException { Message: var message } when message.Contains("ErrorOnUnknownConfiguration", StringComparison.Ordinal) =>
            OneLine($"there is no setting {message[(message.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]} here. Check how it is written."),
        InvalidOperationException { Message: var message } when message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => OneLine(message),
        _ => null,
    };

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static int WithStore(string[] settings, Func<KnowledgeStore, int> run) => WithStore(settings, (store, _) => run(store));

    private static int WithStore(string[] settings, Func<KnowledgeStore, KnowledgeBaseOptions, int> run)
    {
        using var app = Service.Build([.. settings.Where(a => a.StartsWith("--", StringComparison.Ordinal))]);
        var options = app.Services.GetRequiredService<IOptions<KnowledgeBaseOptions>>().Value;
        using var store = KnowledgeStore.Open(options.DataPath, TimeProvider.System, options.Database);
        return run(store, options);
    }

    private static int Import(string[] settings, IEnumerable<string> paths, Func<KnowledgeStore, string, ImportReport> run) => WithStore(settings, store =>
    {
        bool refused = false;
        foreach (string path in paths)
        {
            var report = run(store, path);
            store.Audit.Add(Caller, "import", path);
            Say($"{path}: {report}", report.Refusals);
            refused |= report.Refusals.Count > 0 && report.Added + report.Updated + report.Unchanged == 0;
        }

        return refused ? 1 : 0;
    });

    private static void Say(string line, IReadOnlyList<Refusal> refusals)
    {
        Console.WriteLine(line);
        foreach (var refusal in refusals)
        {
            Console.Error.WriteLine(refusal);
        }
    }

    private static int Reindex(KnowledgeStore store, KnowledgeBaseOptions options)
    {
        long start = TimeProvider.System.GetTimestamp();
        using var folder = IndexFolder.TryOpen(options.IndexPath, out string fault) ?? throw new IOException(fault);
        using var other = Embedders.Open(options.Embedding, TimeProvider.System, Console.Error.WriteLine);
        using var live = new LiveIndex(store, other ?? (ITextEmbedding?)new LearnedModels(store).InUse()?.Learned.Embedding ?? StaticEmbedding.Default, folder, Console.Error.WriteLine);
        live.Rebuild();
        while (live.PlaceMissing() > 0)
        {
            if (other is { Fault.Length: > 0 })
            {
                throw new IOException("The index was not built: the embedding failed.");
            }
        }

        live.Commit();
        live.Tidy();
        Console.WriteLine($"{live.Index.ArticleCount} articles and {live.Index.TicketCount} tickets indexed up to change {live.Sequence} in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s");
        return 0;
    }

    private static int Evaluate(string[] args)
    {
        bool ablate = args.Contains("--ablate");
        var options = Options([.. args.Where(a => a != "--ablate")]);
        if (options is null || !options.TryGetValue("dataset", out string? folder))
        {
            return Wrong("Usage: evaluate --dataset DIR [--also ARTICLES_DIR] [--pipelines bm25,lexical,semantic,hybrid,ranked] [--limit N] [--ablate] [--json FILE]");
        }

        string[] pipelines = options.TryGetValue("pipelines", out string? names) ? names.Split(',') : [.. Evaluation.PipelineNames];
        if (pipelines.FirstOrDefault(p => !Evaluation.PipelineNames.Contains(p)) is { } unknown)
        {
            return Wrong($"There is no pipeline '{unknown}'. Choose from {string.Join(", ", Evaluation.PipelineNames)}.");
        }

        if (ablate && !pipelines.Contains("ranked"))
        {
            return Wrong("--ablate takes evidence away from the pipeline 'ranked'. Name it in --pipelines.");
        }

        int limit = int.MaxValue;
        if (options.TryGetValue("limit", out string? text) && (!int.TryParse(text, out limit) || limit < 1))
        {
            return Wrong("--limit takes a whole number from 1 on.");
        }

        var dataset = Dataset.Read(folder, limit);
        var also = options.TryGetValue("also", out string? more) ? Dataset.ArticlesIn(more) : [];
        var result = Evaluation.Run(dataset, also, pipelines, RankingModel.Shipped(), line => Console.Error.WriteLine(line), ablate);
        Console.WriteLine($"{result.Dataset}: {result.Articles} articles, {result.Tickets} tickets, {result.Queries} questions, {result.Seconds:F1} s");
        Console.WriteLine("pipeline   ndcg@10  mrr@10     map     p@1   hit@3  rec@10 rec@100   p50ms   p99ms");
        foreach (var (name, q) in result.Pipelines)
        {
            Console.WriteLine($"{name,-9} {q.Ndcg10,8:F4}{q.Mrr10,8:F4}{q.Map,8:F4}{q.P1,8:F4}{q.Hit3,8:F4}{q.Recall10,8:F4}{q.Recall100,8:F4}{q.MsP50,8:F2}{q.MsP99,8:F2}");
        }

        foreach (var (name, q) in result.Without)
        {
            Console.WriteLine($"ranked without {name,-18} ndcg@10 {q.Ndcg10:F4} ({q.Ndcg10 - result.Pipelines["ranked"].Ndcg10:+0.0000;-0.0000})  p@1 {q.P1:F4}");
        }

        if (result.Decision is { } d)
        {
            Console.WriteLine($"decision   inScopeAccuracy {d.InScopeAccuracy:F3}  silenceOutOfScope {d.SilenceOutOfScope:F3}  mcc {d.Mcc:F3}  coverage {d.Coverage:F3}  precision {d.Precision:F3}  ece {d.Ece:F3}  eceOfTruth {d.EceOfTruth:F3}");
        }

        if (options.TryGetValue("json", out string? file))
        {
            File.WriteAllText(file, JsonSerializer.Serialize(EvaluationJson.Of(result), Json));
        }

        return 0;
    }

    private static int Train(string[] args)
    {
        if (Options(args) is not { } options || !options.TryGetValue("out", out string? file))
        {
            return Wrong("Usage: train --out FILE [--articles DIR] [--tickets FILE]");
        }

        var model = PriorTraining.Run(
            options.GetValueOrDefault("articles", "articles"),
            options.GetValueOrDefault("tickets", Path.Combine(AppContext.BaseDirectory, "Samples", "tickets.jsonl")),
            line => Console.Error.WriteLine(line));
        using var stream = File.Create(file);
        model.Save(stream);
        Console.WriteLine($"{file}: {model.Version}, {model.Provenance}");
        return 0;
    }

    private static int EmbedTrain(string[] args)
    {
        if (Options(args) is not { } given || !given.TryGetValue("pairs", out string? pairs) || !given.TryGetValue("out", out string? file))
        {
            return Wrong(EmbedCommand.Usage);
        }

        var (options, fault) = EmbedCommand.Read(given);
        return options is null ? Wrong(fault!) : EmbedCommand.Run(options, pairs, file);
    }

    // --name value pairs, or null when they are not.
    private static Dictionary<string, string>? Options(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
            {
                return null;
            }

            options[args[i][2..]] = args[i + 1];
        }

        return options;
    }

    private static int Wrong(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
