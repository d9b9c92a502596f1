using System.Text.Json.Serialization;
using KnowledgeBase.Api.Endpoints;
using KnowledgeBase.Api.Pages;
using KnowledgeBase.Api.Pages.Agents;
using KnowledgeBase.Api.Security;
using KnowledgeBase.Api.Settings;
using KnowledgeBase.Store;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api;

/// <summary>The web service: pages, API, health.</summary>
public static class Service
{
    private const long MaxBody = 64 * 1024 * 1024;
    private const int MaxAddress = 256 * 1024; // the longest question fits, and a longer one is told so

    /// <summary>Builds the service from the command line.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddOptions<KnowledgeBaseOptions>()
            .Bind(builder.Configuration.GetSection("KnowledgeBase"), o => o.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Engine>().AddSingleton<Measures>().AddSingleton<Desk>().AddSingleton<SearchLog>().AddSingleton<Webhook>();
        builder.Services.AddHostedService(s => s.GetRequiredService<SearchLog>()).AddHostedService(s => s.GetRequiredService<Webhook>()).AddHostedService<FolderWatch>().AddHostedService<Following>().AddHostedService<Committing>().AddHostedService<Placing>()
            .AddSingleton<Imports>().AddSingleton<BackgroundLearning>().AddHostedService(s => s.GetRequiredService<BackgroundLearning>());
        builder.Services.AddSingleton<Erasure>().AddHostedService<Retention>();
        builder.Services.AddSingleton<LocalRequests>().AddSingleton<FormToken>().AddSingleton<IConfigureOptions<KeyManagementOptions>, StoredProtectionKeys>()
            .AddDataProtection().SetApplicationName("KnowledgeBase");
        builder.Services.AddCors().AddSingleton<IConfigureOptions<CorsOptions>, WidgetCors>();
        builder.Services.AddSignIn(builder.Configuration.GetSection("KnowledgeBase:Access:OpenIdConnect").Get<OpenIdConnectSettings>() ?? new());
        builder.Services.AddLimits();
        builder.Services.AddResponseCompression(o => (o.EnableForHttps, o.MimeTypes) = (true, ["text/javascript", "text/css", "image/svg+xml"])); // our own files: what people write is kept apart from form tokens (BREACH)
        builder.Services.AddSingleton<Pressure>().AddRequestTimeouts().AddSingleton<IConfigureOptions<RequestTimeoutOptions>, TimeLimits>();
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true); // so that the answer can name the field
        builder.Services.AddProblemDetails(o => o.CustomizeProblemDetails = UnreadableRequest.Explain).AddEndpointsApiExplorer().AddSwaggerGen(ApiDocument.Configure);
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, SearchJson.Default);
            o.SerializerOptions.RespectNullableAnnotations = true;
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = MaxBody;
            o.Limits.MaxRequestLineSize = MaxAddress;
        });

        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException // its message holds what the person sent
                || (context.Exception is StoreUnavailableException fault && SaidInOneLine(app.Logger, fault)),
            StatusCodeSelector = fault => fault switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseStatusCodePages();
        app.Use(RevisionEndpoints.FoldId);
        app.UseRouting();
        var policy = new Lazy<string>(() => Layout.ContentSecurityPolicy(app.Services.GetRequiredService<IOptions<KnowledgeBaseOptions>>().Value.Images.Origins)); // settings are checked at the start, not here
        app.Use((context, next) => Headers(context, next, policy.Value));
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase), swagger => swagger.UseSwagger().UseSwaggerUI()); // it makes a generator for each request it is asked of
        app.UseCors();
        app.UseRequestTimeouts();
        app.UseMiddleware<Pressure>();
        app.UseAuthentication();
        app.UseMiddleware<Gate>();
        app.UseRateLimiter();
        app.UseMiddleware<Auditing>();

        var api = app.MapGroup("/api/v1").AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<Engine>().IsReady
                ? await next(context)
                : Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: Words.Starting));
        api.AddEndpointFilter(Sequence.Tell);
        api.MapSearch();
        api.MapArticles();
        api.MapImages();
        api.MapRevisions();
        api.MapAnalytics();
        api.MapTickets(TimeProvider.System);
        api.MapModels();
        api.MapKeys(TimeProvider.System);
        api.MapQuestions();
        api.MapReplies();
        api.MapFlags();
        api.MapAudit();
        app.MapFallback("/api/{**path}", () => Results.Problem(
            statusCode: StatusCodes.Status404NotFound, title: "There is nothing at this address for this method and Content-Type.", detail: "/swagger lists what there is.")).WithMetadata(Role.Reader);
        var pages = app.MapGroup("").AddEndpointFilter(HelpPages.WhenReady);
        pages.MapPages();
        pages.MapAgentPages();
        app.MapSignIn();
        app.MapShownImages();
        var scrape = ((IApplicationBuilder)app).New().UseOpenTelemetryPrometheusScrapingEndpoint(_ => true).Build();
        app.MapGet("/metrics", (HttpContext context, Measures _) => scrape(context)).For(Role.Agent).ExcludeFromDescription();
        app.MapGet("/health/live", () => "live").For(Role.Reader).ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).For(Role.Reader).ExcludeFromDescription();
        return app;
    }

    private static IResult Ready(Engine engine)
    {
        try
        {
            return !engine.IsAnnounced ? Results.Text("starting", statusCode: StatusCodes.Status503ServiceUnavailable)
                : engine.Lag is > 0 and var lag ? Results.Text($"ready, {lag} changes behind")
                : Results.Text("ready");
        }
        catch (StoreUnavailableException)
        {
            return Results.Text("the store does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    // While the store is away each request fails alike: where in the code says nothing.
    private static bool SaidInOneLine(ILogger log, StoreUnavailableException fault)
    {
        log.LogError("{Message}", fault.Message);
        return true;
    }

    private static Task Headers(HttpContext context, RequestDelegate next, string policy)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase) ? Layout.SwaggerContentSecurityPolicy : policy;
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return next(context);
    }
}
