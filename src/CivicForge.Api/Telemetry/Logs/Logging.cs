using System.ComponentModel.DataAnnotations;
using CivicForge.Hosting;
using Serilog;
using Serilog.Configuration;

namespace CivicForge.Api.Telemetry.Logs;

/// <summary>One JSON object a line on standard output, for every role. Section <c>Serilog</c> changes levels, section
/// <c>Log</c> how much.</summary>
internal static class Logging
{
    public static void AddJsonLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", Serilog.Events.LogEventLevel.Information)
            .ReadFrom.Configuration(builder.Configuration)
            .Enrich.FromLogContext();
        var options = Read(builder.Configuration);
        configuration.WriteTo.Sink(
            LoggerSinkConfiguration.Wrap(
                console => new BoundedLines(console, options, TimeProvider.System),
                sinks => sinks.Console(new BoundedJson())
            )
        );
        builder.Logging.AddSerilog(configuration.CreateLogger(), dispose: true);
    }

    private static LogOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(LogOptions.Section).Get<LogOptions>() ?? new LogOptions();
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
            ? options
            : throw new ConfigurationException(
                $"{LogOptions.Section}: {string.Join(' ', faults.Select(fault => fault.ErrorMessage))}"
            );
    }
}
