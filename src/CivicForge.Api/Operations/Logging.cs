using Serilog;
using Serilog.Formatting.Json;

namespace CivicForge.Api.Operations;

/// <summary>One JSON object a line on standard output, for every role. Section <c>Serilog</c> changes levels.</summary>
internal static class Logging
{
    public static void AddJsonLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", Serilog.Events.LogEventLevel.Information)
            .ReadFrom.Configuration(builder.Configuration)
            .Enrich.FromLogContext()
            .WriteTo.Console(new JsonFormatter(renderMessage: true))
            .CreateLogger();
        builder.Logging.AddSerilog(logger, dispose: true);
    }
}
