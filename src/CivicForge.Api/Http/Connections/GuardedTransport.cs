using System.Net;
using CivicForge.Api.Hosting;
using CivicForge.Api.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace CivicForge.Api.Http.Connections;

/// <summary>Kestrel's sockets behind a door. Connections are counted where they are accepted, before anything is queued
/// for them: Kestrel's own limit counts later, in work that a flood delays while sockets go on being opened.</summary>
internal sealed class GuardedTransport(
    IConnectionListenerFactory sockets,
    ClientPlaces places,
    MetricsListener metrics,
    TrustedProxies proxies,
    RefusedConnections refused
) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) =>
        sockets is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint,
        CancellationToken cancellationToken = default
    ) =>
        new Door(
            await sockets.BindAsync(endpoint, cancellationToken),
            endpoint is IPEndPoint ip && ip.Port == metrics.Port ? places.Metrics : places.Connections,
            proxies,
            refused
        );

    private sealed class Door(
        IConnectionListener listener,
        Places places,
        TrustedProxies proxies,
        RefusedConnections refused
    ) : IConnectionListener
    {
        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await listener.AcceptAsync(cancellationToken) is { } connection)
            {
                var network = Network(connection);
                var answer = places.Take(network);
                if (answer == PlaceAnswer.Taken)
                {
                    return new HeldConnection(connection, places, network);
                }
                await refused.TurnAwayAsync(connection, answer);
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) =>
            listener.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => listener.DisposeAsync();

        /// <summary>A trusted proxy, and whoever comes by a Unix socket, speaks for many: it counts in total
        /// only.</summary>
        private ClientNetwork? Network(ConnectionContext connection) =>
            connection.RemoteEndPoint is IPEndPoint remote && !proxies.Contains(remote.Address)
                ? ClientNetwork.Of(remote.Address)
                : null;
    }
}
