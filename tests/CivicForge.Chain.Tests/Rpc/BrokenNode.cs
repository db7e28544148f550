using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CivicForge.Chain.Tests.Rpc;

/// <summary>A TCP server that answers every request with the same raw bytes, or with silence: what no real node can be
/// made to do.</summary>
internal sealed class BrokenNode : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _serving;

    internal BrokenNode(string? answer)
    {
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    internal Uri Url => new($"http://{_listener.LocalEndpoint}");

    internal static string Http(int status, string body, string headers = "") =>
        $"HTTP/1.1 {status} x\r\n{headers}content-length: {Encoding.UTF8.GetByteCount(body)}\r\nconnection: "
        + $"close\r\n\r\n{body}";

    private async Task ServeAsync(string? answer)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
                var stream = client.GetStream();
                var buffer = new byte[8192];
                _ = await stream.ReadAsync(buffer, _stopped.Token);
                if (answer is null)
                {
                    await Task.Delay(Timeout.Infinite, _stopped.Token);
                }
                else
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stopped.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            _listener.Stop();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stopped.Dispose();
    }
}
