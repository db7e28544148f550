using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CivicForge.Benchmarks.Hostile;

/// <summary>What one hostile process did.</summary>
/// <param name="Offered">Connections it tried to open.</param>
/// <param name="Ended">Of them refused or closed by the service.</param>
/// <param name="Answers">Answers it got, by status.</param>
internal sealed record HostileCount(int Offered, int Ended, IReadOnlyDictionary<string, int> Answers);

/// <summary>A hostile process: keeps a number of connections from many loopback addresses, opens another one for each
/// that ends until it has offered as many as it was told, and tells at the end of its input what became of
/// them.</summary>
internal sealed class HostileClient(
    int port,
    int offers,
    int atATime,
    int addresses,
    int network,
    Func<Socket, CancellationToken, Task<int?>> behave
)
{
    /// <summary><c>hostile KIND PORT OFFERS AT-A-TIME ADDRESSES NETWORK [ARGUMENT]</c>.</summary>
    internal const string Verb = "hostile";

    private readonly Dictionary<string, int> _answers = [];
    private int _offered,
        _ended;

    internal static async Task<int> RunAsync(string[] args)
    {
        var numbers = args[2..7].Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        var behaviour = HostileBehaviour.Find(args[1], args.ElementAtOrDefault(7) ?? "");
        var client = new HostileClient(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], behaviour);
        using var stop = new CancellationTokenSource();
        var working = Task.WhenAll(Enumerable.Range(0, client.AtATime).Select(i => client.KeepAsync(i, stop.Token)));
        await Console.In.ReadLineAsync();
        var count = client.Count();
        await stop.CancelAsync();
        await working;
        Console.WriteLine(JsonSerializer.Serialize(count));
        return 0;
    }

    private int AtATime => atATime;

    private HostileCount Count()
    {
        lock (_answers)
        {
            return new HostileCount(_offered, _ended, new Dictionary<string, int>(_answers));
        }
    }

    private async Task KeepAsync(int number, CancellationToken cancellationToken)
    {
        await Task.Delay(number / 5, CancellationToken.None); // not all in one moment: some thousand a second
        while (!cancellationToken.IsCancellationRequested && Interlocked.Increment(ref _offered) <= offers)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var answer = await TryAsync(socket, number, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            Interlocked.Increment(ref _ended);
            var name = answer?.ToString(CultureInfo.InvariantCulture) ?? "none";
            lock (_answers)
            {
                _answers[name] = _answers.GetValueOrDefault(name) + 1;
            }
            if (answer is null or 429 or 503)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private async Task<int?> TryAsync(Socket socket, int number, CancellationToken cancellationToken)
    {
        try
        {
            var address = number % addresses;
            socket.Bind(
                new IPEndPoint(
                    IPAddress.Parse(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"127.{network}.{address / 200}.{1 + (address % 200)}"
                        )
                    ),
                    0
                )
            );
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return await behave(socket, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return null;
        }
    }
}
