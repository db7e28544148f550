using System.Net;
using System.Net.Sockets;

namespace CivicForge.Sandbox.Running;

/// <summary>Loopback ports.</summary>
internal static class Ports
{
    /// <summary>A port that is free now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Whether nothing listens on a port.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The first free port from one on.</summary>
    public static int NextFree(int port) => Enumerable.Range(port, 100).FirstOrDefault(IsFree) is var free and not 0
        ? free
        : throw new SandboxException($"No port from {port} to {port + 99} is free. Give one with --chain-port.");
}
