using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CivicForge.Benchmarks.Live;

/// <summary>An open event stream that looks for the event of the current round.</summary>
internal sealed class Listener : IDisposable
{
    /// <summary>More than an event has, so that one that comes in two pieces is found.</summary>
    private const int Kept = 512;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _buffer = new byte[2 * Kept];
    private EventRound? _told;
    private int _filled;

    /// <returns>Once the stream is open.</returns>
    internal static async Task<Listener> OpenAsync(Uri api, IPAddress from, CancellationToken cancellationToken)
    {
        var listener = new Listener();
        listener._socket.Bind(new IPEndPoint(from, 0));
        await listener._socket.ConnectAsync(IPAddress.Loopback, api.Port, cancellationToken);
        await listener._socket.SendAsync(
            Encoding.ASCII.GetBytes($"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{api.Port}\r\n\r\n"),
            cancellationToken
        );
        while (listener._buffer.AsSpan(0, listener._filled).IndexOf(": listening"u8) < 0)
        {
            await listener.ReadAsync(cancellationToken);
        }
        return listener;
    }

    /// <summary>Until it is cancelled.</summary>
    /// <param name="round">The one that is on its way now.</param>
    internal async Task ListenAsync(Func<EventRound?> round, CancellationToken cancellationToken)
    {
        while (true)
        {
            await ReadAsync(cancellationToken);
            if (round() is { } now && now != _told && now.IsIn(_buffer.AsSpan(0, _filled)))
            {
                _told = now;
                now.Arrived();
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <exception cref="IOException">The service ended the stream.</exception>
    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        if (_filled > Kept)
        {
            _buffer.AsSpan(_filled - Kept, Kept).CopyTo(_buffer);
            _filled = Kept;
        }
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
        if (read == 0)
        {
            throw new IOException("The service ended an event stream.");
        }
        _filled += read;
    }
}
