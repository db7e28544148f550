using System.Net.Sockets;
using System.Text;

namespace CivicForge.Sandbox.Drills;

/// <summary>Connections that have asked something once and stay open, as those of many visitors do.</summary>
internal sealed class HeldConnections(Uri url) : IDisposable
{
    private readonly List<TcpClient> _clients = [];

    public async Task OpenAsync(int number, CancellationToken cancellationToken)
    {
        var request = Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n");
        for (var i = 0; i < number; i++)
        {
            var client = new TcpClient();
            _clients.Add(client);
            await client.ConnectAsync(url.Host, url.Port, cancellationToken);
            await client.GetStream().WriteAsync(request, cancellationToken);
        }
    }

    public void Close()
    {
        _clients.ForEach(client => client.Dispose());
        _clients.Clear();
    }

    public void Dispose() => Close();
}
