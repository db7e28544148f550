using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>What a load gave: answers a second, and the latencies of single requests in milliseconds.</summary>
internal sealed record LoadResult(double PerSecond, double MedianMilliseconds, double P99Milliseconds);

/// <summary>Sends HTTP/1.1 requests, serialised beforehand, over a fixed number of connections, each waiting for its
/// answer before it sends the next. It does as little as a client can, because it runs on the same cores as what it
/// measures.</summary>
internal sealed class RequestLoad(IPEndPoint server, IReadOnlyList<byte[]> requests, int connections)
{
    private readonly double[] _milliseconds = new double[requests.Count];
    private int _next = -1;

    /// <exception cref="InvalidOperationException">A request was not answered with 201: the figures would be of
    /// something else.</exception>
    internal async Task<LoadResult> RunAsync(CancellationToken cancellationToken)
    {
        var sockets = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => ConnectAsync(cancellationToken)));
        try
        {
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(sockets.Select(socket => SendAllAsync(socket, cancellationToken)));
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Array.Sort(_milliseconds);
            return new LoadResult(
                requests.Count / seconds,
                _milliseconds[_milliseconds.Length / 2],
                _milliseconds[_milliseconds.Length * 99 / 100]
            );
        }
        finally
        {
            foreach (var socket in sockets)
            {
                socket.Dispose();
            }
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken);
        return socket;
    }

    private async Task SendAllAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        for (int i; (i = Interlocked.Increment(ref _next)) < requests.Count; )
        {
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(requests[i], cancellationToken);
            var size = 0;
            do
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(size), cancellationToken);
                if (read == 0)
                {
                    throw new InvalidOperationException(
                        $"The server closed the connection after {size} bytes of an answer: "
                            + $"{Encoding.UTF8.GetString(buffer, 0, size)}"
                    );
                }
                size += read;
            } while (!IsWhole(buffer.AsSpan(0, size)));
            _milliseconds[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            if (!buffer.AsSpan().StartsWith("HTTP/1.1 201"u8))
            {
                throw new InvalidOperationException(
                    $"A request was not answered with 201 but: {Encoding.UTF8.GetString(buffer, 0, size)}"
                );
            }
        }
    }

    /// <summary>A whole answer: all of its Content-Length, or the last chunk.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var body = answer.IndexOf("\r\n\r\n"u8) + 4;
        if (body < 4)
        {
            return false;
        }
        var head = answer[..body];
        var at = head.IndexOf("ontent-Length: "u8);
        if (at < 0)
        {
            at = head.IndexOf("ontent-length: "u8);
        }
        if (at < 0)
        {
            return answer.EndsWith("\r\n0\r\n\r\n"u8);
        }
        return System.Buffers.Text.Utf8Parser.TryParse(head[(at + 15)..], out int length, out _)
            && answer.Length >= body + length;
    }
}
