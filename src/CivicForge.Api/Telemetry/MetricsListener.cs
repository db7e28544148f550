using CivicForge.Hosting;
using CivicForge.Hosting.Metrics;

namespace CivicForge.Api.Telemetry;

/// <summary>Role api: an address of its own for <c>/metrics</c> (<c>Metrics:Url</c>), since strangers have no business
/// there. Without it metrics are not served. It is told apart by the port that was connected to, which no header can
/// claim. Health is there too, for probes that a flood must not keep out: an orchestrator would end a process that
/// lives.</summary>
/// <param name="Port">Null: there is none.</param>
internal sealed record MetricsListener(int? Port)
{
    private const string Key = "Metrics:Url";

    /// <exception cref="ConfigurationException">It is not <c>http://address:port</c>.</exception>
    public static void Add(WebApplicationBuilder builder)
    {
        if (builder.Configuration[Key] is not { Length: > 0 } text)
        {
            builder.Services.AddSingleton(new MetricsListener(Port: null));
            return;
        }

        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttp
            || url.PathAndQuery != "/"
            || url.Port == 0
        )
        {
            throw new ConfigurationException(
                $"{Key} is '{text}'. Set it to an address and a port that only your monitoring reaches, like "
                    + "http://127.0.0.1:9464."
            );
        }
        builder.Services.AddSingleton(new MetricsListener(url.Port));
        builder.WebHost.UseUrls([
            .. (builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey) ?? "http://localhost:5000").Split(';'),
            text,
        ]);
    }

    /// <summary>Answers on that port, and shows nothing else there.</summary>
    public static void Use(WebApplication app)
    {
        if (app.Services.GetRequiredService<MetricsListener>().Port is not { } port)
        {
            return;
        }
        app.Use(
            (context, next) =>
                context.Connection.LocalPort != port || context.Request.Path.StartsWithSegments("/health")
                    ? next(context)
                : context.Request.Path == "/metrics" ? MetricsEndpoint.AnswerAsync(context)
                : Results.NotFound().ExecuteAsync(context)
        );
    }
}
