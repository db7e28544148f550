using CivicForge.Api.Hosting;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Http.Connections;

/// <summary>What strangers may hold of this process, whatever they send or do not send. Every role.</summary>
internal static partial class ConnectionsModule
{
    // What this process keeps of a request that is not read yet: more than a head may have.
    private const int ReadBuffer = 64 * 1024;

    private const int Monitors = 32;

    public static void AddConnections(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(ConnectionOptions.Section);
        var services = builder.Services;
        services.AddOptions<ConnectionOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(CreatePlaces);
        services.AddSingleton<RefusedConnections>();
        services.AddSingleton<UnusedConnections>();
        services.AddSingleton<UnreadBodies>();
        services.Configure<SocketConnectionFactoryOptions>(sockets => sockets.MaxReadBufferSize = ReadBuffer);
        services.RemoveAll<IConnectionListenerFactory>();
        services.AddSingleton<IConnectionListenerFactory, GuardedTransport>();
        var options = section.Get<ConnectionOptions>() ?? new ConnectionOptions();
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel.Limits, options));
    }

    /// <summary>Notes that a connection is used, and ends bodies that nobody read; stands first.</summary>
    public static void UseConnections(this WebApplication app)
    {
        var unread = app.Services.GetRequiredService<UnreadBodies>();
        app.Use(
            (context, next) =>
            {
                context.Features.Get<HeldConnection>()?.HasAsked();
                return unread.RunAsync(context, next);
            }
        );
    }

    /// <summary>Behind a trusted proxy a client has no connection of its own; its requests that are not answered yet
    /// stand for them.</summary>
    public static void UseRequestPlaces(this WebApplication app)
    {
        var requests = app.Services.GetRequiredService<ClientPlaces>().Requests;
        app.Use(
            async (context, next) =>
            {
                if (!TrustedProxies.Forwarded(context.Request))
                {
                    await next(context);
                    return;
                }

                var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
                Require(
                    requests.Take(network),
                    ErrorCodes.TooManyConnections,
                    "Your address waits for as many answers as one may."
                );
                try
                {
                    await next(context);
                }
                finally
                {
                    requests.Leave(network);
                }
            }
        );
    }

    /// <exception cref="RuleViolation">429 with <paramref name="code"/>, or 503, when there was no place.</exception>
    public static void Require(PlaceAnswer answer, ErrorCode code, string detail)
    {
        if (answer == PlaceAnswer.Taken)
        {
            return;
        }
        throw answer == PlaceAnswer.AddressIsFull
            ? new RuleViolation(code, detail) { RetryAfter = RefusedConnections.ComeBackAfter }
            : new RuleViolation(ErrorCodes.Unavailable, "The service holds as many as it can.")
            {
                RetryAfter = RefusedConnections.ComeBackAfter,
            };
    }

    private static void Limit(KestrelServerLimits limits, ConnectionOptions options)
    {
        limits.KeepAliveTimeout = options.KeepAlive;
        limits.RequestHeadersTimeout = options.HeadWithin;
        limits.MaxRequestBufferSize = ReadBuffer;
        limits.MinRequestBodyDataRate = new MinDataRate(options.SlowestUpload, options.SlowFor);
        limits.MinResponseDataRate = new MinDataRate(options.SlowestDownload, options.SlowFor);
    }

    private static ClientPlaces CreatePlaces(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ConnectionOptions>>().Value;
        var meter = services.GetRequiredService<CivicMetrics>().Meter;
        var descriptors = DescriptorLimit.Read();
        var connections = DescriptorLimit.Fit(options.Max, descriptors);
        if (connections < options.Max)
        {
            LogLowered(
                services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ConnectionsModule)),
                options.Max,
                descriptors!.Value,
                connections
            );
        }
        return new ClientPlaces(
            new Places(meter, "connections", connections, options.MaxPerAddress),
            new Places(meter, "event_streams", Math.Min(options.MaxStreams, connections), options.MaxStreamsPerAddress),
            new Places(meter, "forwarded_requests", connections, options.MaxPerAddress),
            new Places(meter, "metrics_connections", Monitors, Monitors)
        );
    }

    [LoggerMessage(
        30,
        LogLevel.Warning,
        "Connections:Max is {Wanted}, but this process may open {Descriptors} descriptors: it holds at most {Held} "
            + "connections. Raise the limit (ulimit -n, LimitNOFILE), or lower Connections:Max"
    )]
    private static partial void LogLowered(ILogger logger, int wanted, long descriptors, int held);
}

/// <param name="Requests">Of clients behind trusted proxies.</param>
/// <param name="Metrics">Connections of whoever reads the metrics, which a flood must not keep out.</param>
internal sealed record ClientPlaces(Places Connections, Places Streams, Places Requests, Places Metrics);
