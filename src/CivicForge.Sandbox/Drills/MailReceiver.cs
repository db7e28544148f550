using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CivicForge.Sandbox.Drills;

/// <summary>A mail server of one mailbox (RFC 5321, what Alertmanager says of it).</summary>
internal sealed class MailReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _subjects = [];
    private readonly Task _serving;

    public MailReceiver()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public bool Has(string alert)
    {
        lock (_subjects)
        {
            return _subjects.Any(subject =>
                subject.Contains("FIRING", StringComparison.Ordinal)
                && subject.Contains(alert, StringComparison.Ordinal)
            );
        }
    }

    public void Forget(string alert)
    {
        lock (_subjects)
        {
            _subjects.RemoveAll(subject => subject.Contains(alert, StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(TakeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task TakeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var stream = connection.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false))
            {
                NewLine = "\r\n",
                AutoFlush = true,
            };
            await writer.WriteLineAsync("220 drill");
            while (await reader.ReadLineAsync(_stop.Token) is { } command)
            {
                if (command.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync("354 go on");
                    await ReadMessageAsync(reader);
                }
                if (command.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync("221 bye");
                    return;
                }
                await writer.WriteLineAsync("250 ok");
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The sender went away, or the drill is over.
            return;
        }
    }

    private async Task ReadMessageAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            if (line.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase))
            {
                lock (_subjects)
                {
                    _subjects.Add(line);
                }
            }
        }
    }
}
