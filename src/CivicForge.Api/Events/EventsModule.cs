using System.Buffers;
using System.IO.Pipelines;
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
    public static void AddEvents(this IServiceCollection services) =>
        services
            .AddSingleton<EventIds>()
            .AddSingleton<EventStream>()
            .AddHostedService<ChangeFeed>()
            .AddHostedService<EventHeartbeat>();

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
            await ListenAsync(context, stream, lifetime);
        }
        finally
        {
            places.Streams.Leave(network);
        }
    }

    private static async Task ListenAsync(HttpContext context, EventStream stream, IHostApplicationLifetime lifetime)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        var listener = stream.Subscribe(context.Request.Headers["Last-Event-ID"].ToString(), context.CallerOrNull());
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no"; // reverse proxies must pass it on at once
            if (context.WantsHeadersOnly())
            {
                return;
            }
            using var end = ending.Token.UnsafeRegister(static state => ((EventListener)state!).LetGo(), listener);
            await context.Response.WriteAsync(": listening\n\n", ending.Token);
            await TellAsync(listener, context.Response.BodyWriter, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The listener went away, or this process stops: the stream ends, and the browser comes back by itself.
        }
        finally
        {
            stream.Unsubscribe(listener);
        }
    }

    /// <summary>Until the listener is let go. Nothing is allocated for a text: ten thousand may wait for one.</summary>
    private static async Task TellAsync(EventListener listener, PipeWriter output, CancellationToken cancellationToken)
    {
        await output.FlushAsync(cancellationToken);
        while (await listener.Texts.WaitToReadAsync(CancellationToken.None))
        {
            while (listener.Texts.TryRead(out var text))
            {
                output.Write(text.Span);
            }
            await output.FlushAsync(cancellationToken);
        }
    }
}
