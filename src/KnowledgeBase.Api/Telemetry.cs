using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KnowledgeBase.Api;

/// <summary>What is told to who watches the service from outside.</summary>
internal static class Telemetry
{
    /// <summary>Metrics at /metrics; metrics and traces to a collector where the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names one.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        bool collected = !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("knowledgebase", autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Measures.Meter).AddPrometheusExporter(o => o.ScrapeResponseCacheDurationMilliseconds = 0);
                if (collected)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (collected)
        {
            telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource("KnowledgeBase.*").AddSource("Npgsql").AddOtlpExporter());
        }
    }
}
