using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Configuration;
using Serilog.Events;

namespace CivicForge.Hosting.Logs;

/// <summary>One JSON object a line on standard output, for every process. Section <c>Serilog</c> changes levels,
/// section <c>Log</c> how much.</summary>
public static class JsonLogs
{
    /// <param name="application">What the process is, on each of its lines.</param>
    public static void AddJsonLogs(this WebApplicationBuilder builder, string application)
    {
        builder.Logging.ClearProviders();
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .ReadFrom.Configuration(builder.Configuration)
            .Enrich.WithProperty("Application", application)
            .Enrich.FromLogContext();
        var options = OptionsSection.Read<LogOptions>(builder.Configuration, LogOptions.Section);
        configuration.WriteTo.Sink(
            LoggerSinkConfiguration.Wrap(
                console => new BoundedLines(console, options, TimeProvider.System),
                sinks => sinks.Console(new BoundedJson())
            )
        );
        configuration.WriteTo.Sink(new LogLineCounter());
        builder.Logging.AddSerilog(configuration.CreateLogger(), dispose: true);
    }
}
