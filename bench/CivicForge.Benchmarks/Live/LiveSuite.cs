using System.Globalization;
using System.Net;
using CivicForge.Benchmarks.Ingest;
using CivicForge.Benchmarks.Read;
using CivicForge.Chain.Protocol;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.Benchmarks.Live;

/// <summary>P9: ten thousand members listen for live events, and a quest is completed. Listeners share the cores with
/// the service. The caps per address and in total are raised: all of them come from one machine.</summary>
internal static class LiveSuite
{
    private const int Streams = 10_000,
        Events = 21,
        Addresses = 50,
        OpenAtATime = 100;

    internal static async Task<IReadOnlyList<Row>> RunAsync()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var sandbox = await RunningSandbox.StartAsync(
            new SandboxOptions
            {
                Settings = new Dictionary<string, string?>
                {
                    ["Connections__Max"] = "16000",
                    ["Connections__MaxStreams"] = "16000",
                },
            },
            Console.WriteLine,
            stop.Token
        );
        var quests = await PrepareAsync(sandbox, stop.Token);
        var memory = ResidentMemory.Watch(sandbox.Api.Process.Id);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var listeners = await OpenAsync(sandbox.Api.Url, stop.Token);
        try
        {
            EventRound? round = null;
            var reading = Task.WhenAll(
                listeners.Select(listener => listener.ListenAsync(() => Volatile.Read(ref round), listening.Token))
            );
            var (last, median) = (new Sample(), new Sample());
            foreach (var quest in quests)
            {
                Volatile.Write(ref round, new EventRound(quest.Id, Streams));
                await SignAsync(sandbox, quest, Requests.ByPerformer, stop.Token);
                // A listener that ends is a failure, not a wait.
                await await Task.WhenAny(round.All, reading).WaitAsync(TimeSpan.FromSeconds(30), stop.Token);
                last.Add(round.LastMilliseconds);
                median.Add(round.Latencies.Median);
            }
            return Rows(last, median, memory);
        }
        finally
        {
            await listening.CancelAsync();
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    private static List<Row> Rows(Sample last, Sample median, ResidentMemory? memory)
    {
        var streams = Streams.ToString("N0", CultureInfo.InvariantCulture);
        var rows = new List<Row>
        {
            Row.Bounded("P9", $"an event reaches the last of {streams} streams", "ms", last, 1000),
            Row.Bounded("P9", "half of them have it", "ms", median, null),
        };
        if (memory is not null)
        {
            var each = new Sample();
            each.Add(memory.GrownBytes() / 1024.0 / Streams);
            rows.Add(Row.Bounded("P9", "memory of the API for each stream, at its peak", "KiB", each, 8));
        }
        return rows;
    }

    /// <summary>Quests that their creators have signed.</summary>
    private static async Task<IReadOnlyList<SubmittedQuest>> PrepareAsync(
        RunningSandbox sandbox,
        CancellationToken cancellationToken
    )
    {
        await using var database = NpgsqlDataSource.Create(sandbox.OwnerConnectionString);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var members = await BenchMembers.MakeAsync(
            connection,
            Path.Combine(sandbox.Folder, "keys", "session"),
            2 * Events,
            cancellationToken
        );
        var quests = await SubmittedQuests.MakeAsync(
            connection,
            CivicDomain.Create(sandbox.Deployment.ChainId, sandbox.Deployment.Registry),
            members,
            Events,
            cancellationToken
        );
        foreach (var quest in quests)
        {
            await SignAsync(sandbox, quest, Requests.ByCreator, cancellationToken);
        }
        return quests;
    }

    private static async Task<List<Listener>> OpenAsync(Uri api, CancellationToken cancellationToken)
    {
        var listeners = new List<Listener>();
        while (listeners.Count < Streams)
        {
            listeners.AddRange(
                await Task.WhenAll(
                    Enumerable
                        .Range(0, OpenAtATime)
                        .Select(i =>
                            Listener.OpenAsync(
                                api,
                                IPAddress.Parse(
                                    string.Create(CultureInfo.InvariantCulture, $"127.0.2.{1 + (i % Addresses)}")
                                ),
                                cancellationToken
                            )
                        )
                )
            );
        }
        return listeners;
    }

    private static async Task SignAsync(
        RunningSandbox sandbox,
        SubmittedQuest quest,
        Func<IPEndPoint, SubmittedQuest, byte[]> request,
        CancellationToken cancellationToken
    )
    {
        using var connection = await LeanConnection.OpenAsync(sandbox.Api.Url, cancellationToken);
        var server = new IPEndPoint(IPAddress.Loopback, sandbox.Api.Url.Port);
        var (status, _) = await connection.SendAsync(request(server, quest), cancellationToken);
        if (status is not (200 or 201))
        {
            throw new InvalidOperationException($"A signature was answered with {status}.");
        }
    }
}
