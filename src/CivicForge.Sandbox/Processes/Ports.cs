using System.Net;
using System.Net.Sockets;

namespace CivicForge.Sandbox.Processes;

/// <summary>Loopback ports.</summary>
public static class Ports
{
    /// <summary>Below what Linux (32768) and macOS (49152) give to connections and to port 0: nobody is given such a
    /// port by chance before it is bound.</summary>
    private const int From = 20_000,
        To = 32_000;

    /// <summary>A port that is free now and likely to stay so until it is bound.</summary>
    public static int Free() =>
        Enumerable.Range(0, 1000).Select(_ => Random.Shared.Next(From, To)).FirstOrDefault(IsFree) is var free and not 0
            ? free
            : throw new SandboxException($"No port from {From} to {To} is free.");

    /// <summary>Whether nothing listens on a port, of IPv4 or IPv6.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            Bind(IPAddress.Loopback, port);
            if (Socket.OSSupportsIPv6)
            {
                Bind(IPAddress.IPv6Loopback, port);
            }

            return true;
        }
        catch (SocketException failure)
        {
            // IPv6 is there, but has no loopback address.
            return failure.SocketErrorCode is SocketError.AddressNotAvailable;
        }
    }

    private static void Bind(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        listener.Start();
    }

    /// <summary>The first free port from one on.</summary>
    public static int NextFree(int port) =>
        Enumerable.Range(port, 100).FirstOrDefault(IsFree) is var free and not 0
            ? free
            : throw new SandboxException($"No port from {port} to {port + 99} is free. Give one with --chain-port.");
}
