using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CivicForge.Hosting.Traces;

/// <summary>Sends traces to a collector by OTLP, when one is named.</summary>
public static class TracesModule
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT",
        Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <param name="role">The service's name is <c>civicforge-</c> and this, unless <c>OTEL_SERVICE_NAME</c> is
    /// set.</param>
    /// <exception cref="ConfigurationException">The endpoint is no address.</exception>
    public static void AddTraces(this WebApplicationBuilder builder, string role)
    {
        if (builder.Configuration[Endpoint] is not { Length: > 0 } endpoint)
        {
            return;
        }
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new ConfigurationException(
                $"{Endpoint} is '{endpoint}'. Set it to the collector's address, such as http://127.0.0.1:4318."
            );
        }
        AddExporter(builder, $"civicforge-{role}");
    }

    /// <summary>Apart, so that the exporter's assemblies are loaded only where there is a collector.</summary>
    private static void AddExporter(WebApplicationBuilder builder, string service) =>
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource
                    .AddService(
                        service,
                        serviceVersion: typeof(TracesModule)
                            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                            ?.InformationalVersion
                    )
                    .AddAttributes([
                        new("host.name", Environment.MachineName),
                        new("process.pid", Environment.ProcessId),
                    ])
                    .AddEnvironmentVariableDetector() // last: what the operator says counts
            )
            .WithTracing(traces =>
                traces
                    .AddSource(WorkTrace.SourceName)
                    .AddAspNetCoreInstrumentation(requests => requests.Filter = request => !IsProbe(request))
                    .AddOtlpExporter(options =>
                    {
                        if (builder.Configuration[Protocol] is not { Length: > 0 })
                        {
                            options.Protocol = OtlpExportProtocol.HttpProtobuf; // OTLP's default; the library's is gRPC
                        }
                    })
            );

    /// <summary>What machines ask for every few seconds tells nothing of a member.</summary>
    private static bool IsProbe(HttpContext request) =>
        request.Request.Path.StartsWithSegments("/health") || request.Request.Path.StartsWithSegments("/metrics");
}
