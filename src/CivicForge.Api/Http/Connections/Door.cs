using System.Net;
using System.Net.Sockets;
using CivicForge.Api.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace CivicForge.Api.Http.Connections;

/// <summary>Where connections are accepted. They are counted before anything is made for them: Kestrel's own limit
/// counts later, in work that a flood delays while sockets go on being opened.</summary>
/// <param name="unused">Null where connections without a request are nobody's fault.</param>
internal sealed class Door(
    Socket listening,
    SocketConnectionContextFactory connections,
    Places places,
    TrustedProxies proxies,
    UnusedConnections? unused,
    RefusedConnections refused
) : IConnectionListener
{
    private static readonly TimeSpan UntilDescriptorsAreFree = TimeSpan.FromMilliseconds(10);

    public EndPoint EndPoint { get; } = listening.LocalEndPoint!;

    /// <returns>Null once the door is shut.</returns>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await NextAsync(cancellationToken) is { } socket)
        {
            if (!TryPrepare(socket, out var network))
            {
                continue;
            }
            if (Refusal(network) is { } why)
            {
                refused.TurnAway(socket, connections, why);
                continue;
            }
            return new HeldConnection(connections.Create(socket), places, unused, network);
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        listening.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        listening.Dispose();
        connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<Socket?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await listening.AcceptAsync(cancellationToken);
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException exception)
            {
                switch (exception.SocketErrorCode)
                {
                    case SocketError.OperationAborted:
                        return null;
                    case SocketError.TooManyOpenSockets:
                        await Task.Delay(UntilDescriptorsAreFree, cancellationToken);
                        break;
                    default:
                        break; // It went away before it was accepted.
                }
            }
        }
    }

    /// <summary>All that the system may refuse of a socket, before it takes a place.</summary>
    /// <returns>False when it went away meanwhile.</returns>
    private bool TryPrepare(Socket socket, out ClientNetwork? network)
    {
        try
        {
            network = Network(socket.RemoteEndPoint);
            if (EndPoint is IPEndPoint)
            {
                socket.NoDelay = true;
            }
            return true;
        }
        catch (SocketException)
        {
            socket.Dispose();
            network = null;
            return false;
        }
    }

    private PlaceAnswer? Refusal(ClientNetwork? network)
    {
        if (network is { } client && unused?.AreTooMany(client) == true)
        {
            places.CountRefused(PlaceAnswer.AddressAsksNothing);
            return PlaceAnswer.AddressAsksNothing;
        }
        return places.Take(network) is var answer and not PlaceAnswer.Taken ? answer : null;
    }

    /// <summary>A trusted proxy, and whoever comes by a Unix socket, speaks for many: it counts in total
    /// only.</summary>
    private ClientNetwork? Network(EndPoint? remote) =>
        remote is IPEndPoint { Address: var address } && !proxies.Contains(address) ? ClientNetwork.Of(address) : null;
}
