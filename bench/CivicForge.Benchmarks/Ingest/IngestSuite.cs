using System.Diagnostics;
using System.Net;
using CivicForge.Chain.Protocol;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>P3: the real <c>POST …/attestations</c> of a whole sandbox on a durable database – token, rate limit, state
/// check, signature, completion, ledger, receipt, commit before the answer – beside the bare ceiling and what one would
/// write with Node, all on the same PostgreSQL server and the same cores as the client; and P7, the API's memory
/// meanwhile.</summary>
internal static class IngestSuite
{
    private const int Rounds = 5,
        Pairs = 5000,
        PeerRequests = 1500,
        Members = 1000,
        Connections = 128;

    internal static async Task<IReadOnlyList<Row>> RunAsync()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var folder = DurableFolder.Create();
        try
        {
            // A data folder makes the database durable: fsync and synchronous_commit stay on. A line a request is
            // logged by none of the servers. Pairs are anchored meanwhile, but their claims are not relayed: the chain
            // of the sandbox would run those of one round on our two cores while the next is measured.
            var settings = new Dictionary<string, string?>
            {
                ["RateLimits__Multiplier"] = "100000",
                ["Serilog__MinimumLevel__Default"] = "Warning",
                ["Rewards__MaxClaimsPerDay"] = "1",
            };
            var options = new SandboxOptions
            {
                DataFolder = Path.Combine(folder.FullName, "data"),
                Settings = settings,
            };
            await using var sandbox = await RunningSandbox.StartAsync(options, Console.WriteLine, stop.Token);
            await using var ceiling = await RivalServer.StartCeilingAsync(sandbox, stop.Token);
            await using var ethers = await RivalServer.StartNodeAsync(sandbox, "ethers", stop.Token);
            await using var viem = await RivalServer.StartNodeAsync(sandbox, "viem", stop.Token);
            return await MeasureAsync(sandbox, ceiling, [ethers, viem], stop.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Row>> MeasureAsync(
        RunningSandbox sandbox,
        RivalServer ceiling,
        RivalServer[] peers,
        CancellationToken cancellationToken
    )
    {
        await using var database = NpgsqlDataSource.Create(sandbox.OwnerConnectionString);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        using var http = new HttpClient();
        var domain = CivicDomain.Create(sandbox.Deployment.ChainId, sandbox.Deployment.Registry);
        var members = await BenchMembers.MakeAsync(
            connection,
            Path.Combine(sandbox.Folder, "keys", "session"),
            Members,
            cancellationToken
        );
        var (api, figures) = (
            new IPEndPoint(IPAddress.Loopback, sandbox.Api.Url.Port),
            new IngestFigures([.. peers.Select(p => p.Name)])
        );
        for (var round = 0; round <= Rounds; round++)
        {
            var quests = await SubmittedQuests.MakeAsync(connection, domain, members, Pairs, cancellationToken);
            figures.IsWarm = round > 0; // The first round warms up.
            figures.AddCeiling(await PostAsync(ceiling.Address, Requests.Whole, quests, cancellationToken));
            var memory = ResidentMemory.Watch(sandbox.Api.Process.Id);
            figures.AddFirst(
                await CountedAsync(
                    sandbox,
                    figures,
                    "first",
                    () => PostAsync(api, Requests.ByCreator, quests, cancellationToken)
                )
            );
            figures.AddSecond(
                await CountedAsync(
                    sandbox,
                    figures,
                    "second",
                    () => PostAsync(api, Requests.ByPerformer, quests, cancellationToken)
                )
            );
            if (memory is not null)
            {
                figures.AddMemory(memory.PeakBytes() / 1048576.0);
            }
            figures.AddAnchored(
                await UntilAnchoredAsync(new ApiClient(http, sandbox.Api.Url), quests[^1].Id, cancellationToken)
            );
            foreach (var peer in peers)
            {
                figures.AddPeer(
                    peer.Name,
                    await PostAsync(peer.Address, Requests.Whole, [.. quests.Take(PeerRequests)], cancellationToken)
                );
            }
        }

        return figures.Rows(Pairs, Connections);
    }

    private static Task<LoadResult> PostAsync(
        IPEndPoint server,
        Func<IPEndPoint, SubmittedQuest, byte[]> request,
        IReadOnlyList<SubmittedQuest> quests,
        CancellationToken cancellationToken
    ) =>
        new RequestLoad(server, [.. quests.Select(quest => request(server, quest))], Connections).RunAsync(
            cancellationToken
        );

    /// <summary>Adds what a signature costs the processors: the API, and PostgreSQL with its servers.</summary>
    private static async Task<LoadResult> CountedAsync(
        RunningSandbox sandbox,
        IngestFigures figures,
        string signature,
        Func<Task<LoadResult>> load
    )
    {
        var before = (
            Api: ProcessorTime.Of(sandbox.Api.Process.Id),
            Postgres: ProcessorTime.Of(sandbox.Postgres.Process.Id)
        );
        var result = await load();
        if (ProcessorTime.Of(sandbox.Api.Process.Id) - before.Api is { } inApi)
        {
            figures.AddProcessorTime(signature, "the API", inApi / Pairs);
        }
        if (ProcessorTime.Of(sandbox.Postgres.Process.Id) - before.Postgres is { } inPostgres)
        {
            figures.AddProcessorTime(signature, "PostgreSQL", inPostgres / Pairs);
        }
        return result;
    }

    /// <summary>Seconds until the quest's anchor is in a block.</summary>
    private static async Task<double> UntilAnchoredAsync(
        ApiClient api,
        Guid questId,
        CancellationToken cancellationToken
    )
    {
        var start = Stopwatch.GetTimestamp();
        await api.WaitAsync(
            $"/api/v1/quests/{questId}",
            "the pair is anchored",
            quest => quest.GetProperty("anchoring").GetProperty("state").GetString() is "mined" or "finalized",
            TimeSpan.FromSeconds(60),
            cancellationToken
        );
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
