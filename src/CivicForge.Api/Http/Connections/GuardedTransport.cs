using System.Net;
using CivicForge.Api.Hosting;
using CivicForge.Api.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Http.Connections;

/// <summary>Kestrel's sockets behind a <see cref="Door"/>.</summary>
internal sealed class GuardedTransport(
    IOptions<SocketConnectionFactoryOptions> options,
    ILoggerFactory logs,
    ClientPlaces places,
    MetricsListener metrics,
    TrustedProxies proxies,
    UnusedConnections unused,
    RefusedConnections refused
) : IConnectionListenerFactory
{
    // What the system keeps for a socket whose other end does not read, or whose bytes we do not take yet; it doubles
    // this. It would go up to 6 MiB each.
    private const int SocketBuffer = 128 * 1024;

    // Connections that wait to be accepted; the system may have a lower limit. In a flood, who finds no room there
    // tries again after a second.
    private const int Backlog = 4_096;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        // those it accepts inherit them
        (socket.SendBufferSize, socket.ReceiveBufferSize) = (SocketBuffer, SocketBuffer);
        socket.Listen(Backlog);
        var isMetrics = endpoint is IPEndPoint ip && ip.Port == metrics.Port;
        var sockets = new SocketConnectionContextFactory(
            options.Value,
            logs.CreateLogger<SocketConnectionContextFactory>()
        );
        return ValueTask.FromResult<IConnectionListener>(
            isMetrics
                ? new Door(socket, sockets, places.Metrics, proxies, null, refused)
                : new Door(socket, sockets, places.Connections, proxies, unused, refused)
        );
    }
}
