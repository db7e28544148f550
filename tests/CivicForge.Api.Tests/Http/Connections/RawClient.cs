using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CivicForge.Api.Tests.Http.Connections;

/// <summary>A socket that sends what it is told, from one of this machine's own addresses.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private bool _wasReset;

    public static async Task<RawClient> ConnectAsync(Uri url, string from = "127.0.0.1", string? text = null)
    {
        var client = new RawClient();
        client._socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        try
        {
            await client._socket.ConnectAsync(IPAddress.Loopback, url.Port);
            if (text is not null)
            {
                await client.SendAsync(text);
            }
        }
        catch (SocketException exception)
            when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            client._wasReset = true; // closed before this side knew that it was open
        }

        return client;
    }

    public static async Task<List<RawClient>> ConnectAsync(
        int count,
        Uri url,
        string from = "127.0.0.1",
        string? text = null
    )
    {
        var clients = new List<RawClient>();
        for (var i = 0; i < count; i++)
        {
            clients.Add(await ConnectAsync(url, from, text));
        }
        return clients;
    }

    public static string Get(string path, params string[] headers) =>
        $"GET {path} HTTP/1.1\r\nHost: civicforge.test\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n";

    public async Task SendAsync(string text) =>
        await _socket.SendAsync(Encoding.ASCII.GetBytes(text), SocketFlags.None);

    /// <returns>How many of so many bytes the other side took, or the systems between, before it closed.</returns>
    public async Task<int> SendUntilClosedAsync(int bytes)
    {
        var (piece, sent) = (new byte[64 * 1024], 0);
        try
        {
            while (sent < bytes)
            {
                sent += await _socket.SendAsync(piece, SocketFlags.None);
            }
        }
        catch (SocketException)
        {
            // It closed.
        }
        return sent;
    }

    /// <summary>What has come when <paramref name="end"/> is in it, or when the other side has closed.</summary>
    public async Task<string> ReadAsync(string? end = null)
    {
        if (_wasReset)
        {
            return "[reset]";
        }
        using var deadline = new CancellationTokenSource(Patience);
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            while (end is null || !text.ToString().Contains(end, StringComparison.Ordinal))
            {
                var read = await _socket.ReceiveAsync(buffer, SocketFlags.None, deadline.Token);
                if (read == 0)
                {
                    break;
                }
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            text.Append("[reset]");
        }

        return text.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
