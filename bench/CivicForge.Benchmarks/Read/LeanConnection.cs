using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CivicForge.Benchmarks.Read;

/// <summary>One kept-alive HTTP/1.1 connection that sends prepared bytes and reads answers without making anything of
/// them, so that the client, which shares the cores with the service, costs little beside it.</summary>
internal sealed class LeanConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[128 * 1024];
    private int _start,
        _end;

    private LeanConnection(Socket socket) => _socket = socket;

    /// <param name="from">One of this machine's loopback addresses; null for the usual one.</param>
    internal static async Task<LeanConnection> OpenAsync(
        Uri api,
        CancellationToken cancellationToken,
        string? from = null
    )
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        }
        await socket.ConnectAsync("127.0.0.1", api.Port, cancellationToken);
        return new LeanConnection(socket);
    }

    /// <summary>A GET of a path of the API, ready to be sent.</summary>
    internal static byte[] Request(Uri api, string path) =>
        Encoding.ASCII.GetBytes($"GET /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1:{api.Port}\r\n\r\n");

    /// <summary>Status and body size of the answer.</summary>
    /// <exception cref="IOException">The connection ended.</exception>
    internal async ValueTask<(int Status, long Bytes)> SendAsync(
        ReadOnlyMemory<byte> request,
        CancellationToken cancellationToken
    )
    {
        await _socket.SendAsync(request, cancellationToken);
        var status = int.Parse((await LineAsync(cancellationToken)).AsSpan(9, 3), CultureInfo.InvariantCulture);
        long? length = null;
        while (await LineAsync(cancellationToken) is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
            {
                length = long.Parse(header.AsSpan(16), CultureInfo.InvariantCulture);
            }
        }
        if (length is { } known)
        {
            await SkipAsync(known, cancellationToken);
            return (status, known);
        }

        for (long bytes = 0; ; )
        {
            var size = long.Parse(
                await LineAsync(cancellationToken),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture
            );
            await SkipAsync(size + 2, cancellationToken);
            if (size == 0)
            {
                return (status, bytes);
            }
            bytes += size;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<string> LineAsync(CancellationToken cancellationToken)
    {
        int at;
        while ((at = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            await FillAsync(cancellationToken);
        }
        var line = Encoding.ASCII.GetString(_buffer, _start, at);
        _start += at + 2;
        return line;
    }

    private async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > _end - _start)
        {
            count -= _end - _start;
            _start = _end = 0;
            await FillAsync(cancellationToken);
        }

        _start += (int)count;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
        if (read == 0)
        {
            throw new IOException("The service closed the connection in the middle of an answer.");
        }
        _end += read;
    }
}
