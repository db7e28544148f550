using System.Net;
using System.Net.Sockets;
using System.Text;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// The door to the local chain for everything but the sandbox's own processes. The node's accounts are unlocked, and it
/// answers any page that a browser shows: so requests of other pages (<c>Origin</c>) and under other names of this
/// machine (<c>Host</c>, DNS rebinding) end here. Programs send no origin, and pass.
/// </summary>
/// <remarks>One request a connection: what else arrives on it is not looked at and not passed on.</remarks>
internal sealed class ChainGate : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Uri _node;
    private readonly HashSet<string> _origins;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private ChainGate(TcpListener listener, Uri node, IEnumerable<string> origins)
    {
        (_listener, _node, _origins) = (listener, node, origins.ToHashSet(StringComparer.OrdinalIgnoreCase));
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <param name="port">On 127.0.0.1; 0 takes a free one.</param>
    /// <param name="node">The node behind it.</param>
    /// <param name="origins">Of the pages that may ask.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static ChainGate Start(int port, Uri node, IEnumerable<string> origins)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return new ChainGate(listener, node, origins);
    }

    /// <summary>Without a port of its own it takes the next free one from 8545 on, also when another sandbox that
    /// starts now takes the same.</summary>
    /// <exception cref="SandboxException"><paramref name="port"/> is taken.</exception>
    public static ChainGate Open(int? port, Uri node, IReadOnlyList<string> origins)
    {
        for (var next = port ?? Ports.NextFree(8545); ; next = Ports.NextFree(next + 1))
        {
            try
            {
                return Start(next, node, origins);
            }
            catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                if (port is not null)
                {
                    throw new SandboxException(
                        $"Port {port} is taken by another program. Give another one with --chain-port."
                    );
                }
            }
        }
    }

    /// <summary>Ends all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                open.RemoveAll(task => task.IsCompleted);
                open.Add(PassAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var connection = client;
        connection.NoDelay = true;
        try
        {
            var stream = connection.GetStream();
            if (await RequestHead.ReadAsync(stream, _stop.Token) is not { } request)
            {
                return;
            }

            if (Refusal(request) is { } reason)
            {
                await AnswerAsync(stream, reason);
                return;
            }

            using var behind = new TcpClient { NoDelay = true };
            await behind.ConnectAsync(_node.Host, _node.Port, _stop.Token);
            await PassAsync(stream, behind.GetStream(), request);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One side has gone: so does the other.
            return;
        }
    }

    private async Task PassAsync(NetworkStream client, NetworkStream behind, RequestHead request)
    {
        await behind.WriteAsync(request.Forwarded, _stop.Token);
        var there = request.IsUpgrade
            ? client.CopyToAsync(behind, _stop.Token)
            : request.CopyBodyAsync(client, behind, _stop.Token);
        await behind.CopyToAsync(client, _stop.Token);
        if (there.IsCompleted)
        {
            await there;
        }
        else
        {
            client.Close();
            await there.ContinueWith(
                static task => task.Exception,
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
        }
    }

    private string? Refusal(RequestHead request)
    {
        if (!request.IsWhole)
        {
            return "400 Bad Request";
        }

        var isKnown =
            request["Host"] is { } host
            && Uri.TryCreate("http://" + host, UriKind.Absolute, out var name)
            && (
                name.Host is "localhost"
                || (IPAddress.TryParse(name.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
            );
        return isKnown && (request["Origin"] is not { } origin || _origins.Contains(origin)) ? null : "403 Forbidden";
    }

    private async Task AnswerAsync(NetworkStream stream, string status)
    {
        const string Body =
            "This is the local chain of a CivicForge sandbox. It answers programs on this machine and the "
            + "sandbox's own page.\n";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {Body.Length}\r\nConnection: "
                    + $"close\r\n\r\n{Body}"
            ),
            _stop.Token
        );
    }
}
