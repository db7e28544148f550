using System.Buffers;
using System.Threading.Channels;
using CivicForge.Api.Access;
using CivicForge.Api.Http;
using CivicForge.Api.Http.Connections;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Jobs;

namespace CivicForge.Api.Events;

/// <summary><c>GET /events</c>: server-sent events (HTML standard §9.2).</summary>
internal static class EventsModule
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void AddEvents(this IServiceCollection services) =>
        services.AddSingleton<EventIds>().AddSingleton<EventStream>().AddHostedService<ChangeFeed>();

    /// <summary>Role worker: what the chain decides, as events.</summary>
    public static void AddEventProjection(this IServiceCollection services) =>
        services.AddPeriodicWork<ProjectFinality>(
            "project-finality",
            TimeSpan.FromSeconds(5),
            (project, cancellationToken) => project.RunAsync(cancellationToken)
        );

    public static void MapEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/events", StreamAsync)
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithTags("Operations")
            .WithSummary("What changes, as server-sent events: quest, batch, reward")
            .Produces(200, contentType: "text/event-stream")
            .Fails(ErrorCodes.TooManyStreams);

    private static async Task StreamAsync(
        HttpContext context,
        EventStream stream,
        ClientPlaces places,
        TimeProvider time,
        IHostApplicationLifetime lifetime
    )
    {
        var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        ConnectionsModule.Require(
            places.Streams.Take(network),
            ErrorCodes.TooManyStreams,
            "Your address listens to as many event streams as one may."
        );
        try
        {
            await ListenAsync(context, stream, time, lifetime);
        }
        finally
        {
            places.Streams.Leave(network);
        }
    }

    private static async Task ListenAsync(
        HttpContext context,
        EventStream stream,
        TimeProvider time,
        IHostApplicationLifetime lifetime
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        var channel = stream.Subscribe(context.Request.Headers["Last-Event-ID"].ToString(), context.CallerOrNull());
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no"; // reverse proxies must pass it on at once
            if (context.WantsHeadersOnly())
            {
                return;
            }
            await WriteAsync(context, ": listening\n\n", ending.Token);
            while (await NextAsync(context, channel, time, ending.Token)) { }
        }
        catch (OperationCanceledException)
        {
            // The listener went away, or this process stops: the stream ends, and the browser comes back by itself.
        }
        finally
        {
            stream.Unsubscribe(channel);
        }
    }

    /// <returns>False when this listener did not keep up.</returns>
    private static async Task<bool> NextAsync(
        HttpContext context,
        Channel<ServiceEvent> channel,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var arrived = channel.Reader.WaitToReadAsync(cancellationToken).AsTask();
        while (await Task.WhenAny(arrived, Task.Delay(Heartbeat, time, cancellationToken)) != arrived)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteAsync(context, ": still here\n\n", cancellationToken);
        }

        if (!await arrived)
        {
            return false;
        }
        var (listener, body, isForMe) = (context.CallerOrNull(), context.Response.BodyWriter, false);
        while (channel.Reader.TryRead(out var next))
        {
            if (next.IsFor(listener))
            {
                body.Write(next.Text.Span);
                isForMe = true;
            }
        }

        if (isForMe)
        {
            await body.FlushAsync(cancellationToken);
        }
        return true;
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        await context.Response.WriteAsync(text, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
