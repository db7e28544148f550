using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CivicForge.Api.Tests.Harness;

/// <summary>The line to the database. When told so it breaks at a commit: before the server hears of it, or after the
/// server has done it and before the client does.</summary>
internal sealed class FaultyDatabaseWire : IAsyncDisposable
{
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _accepting;
    private int _commitsUntilBreak = -1;

    internal FaultyDatabaseWire(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What to configure instead of the server's own.</summary>
    internal string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        }.ConnectionString;

    /// <summary>Whether the server still commits when the line breaks.</summary>
    internal bool ServerCommits { get; set; }

    /// <summary>Lines that broke so far.</summary>
    internal int Broken { get; private set; }

    /// <summary>The n-th commit from now breaks its line.</summary>
    internal void BreakAtCommit(int number) => Volatile.Write(ref _commitsUntilBreak, number);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                lines.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                break; // the test is over
            }
        }

        await Task.WhenAll(lines);
    }

    private async Task CarryAsync(TcpClient accepted)
    {
        using var client = accepted;
        using var server = new TcpClient();
        await server.ConnectAsync(_server.Host!, _server.Port);
        var answers = server.GetStream().CopyToAsync(client.GetStream(), _stop.Token);
        await Task.WhenAny(SendAsync(client, server, answers), answers);
        client.Close();
        server.Close();
        await answers.ContinueWith(
            _ => { },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private async Task SendAsync(TcpClient client, TcpClient server, Task answers)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, _stop.Token) is var length and > 0)
            {
                var breaks =
                    buffer.AsSpan(0, length).IndexOf(Commit) >= 0 && Interlocked.Decrement(ref _commitsUntilBreak) == 0;
                if (breaks)
                {
                    Broken++;
                }
                if (breaks)
                {
                    client.Client.Shutdown(SocketShutdown.Send); // the client hears nothing any more
                }
                if (!breaks || ServerCommits)
                {
                    await server.GetStream().WriteAsync(buffer.AsMemory(0, length), _stop.Token);
                }
                if (!breaks)
                {
                    continue;
                }
                if (ServerCommits)
                {
                    server.Client.Shutdown(SocketShutdown.Send);
                }
                if (ServerCommits)
                {
                    await answers; // the server has committed before it closes
                }
                return;
            }
        }
        catch (Exception e)
            when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            return; // one side hung up
        }
    }
}
