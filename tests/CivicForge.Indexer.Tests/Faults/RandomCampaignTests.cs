using System.Text.Json.Nodes;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;

namespace CivicForge.Indexer.Tests.Faults;

/// <summary>Everything at once, drawn by a seed: claims, reorgs, failing and lying answers, crashes, killed database
/// sessions. A seed that fails stays in the list.</summary>
public sealed class RandomCampaignTests(TestDatabases databases) : IndexerTest(databases)
{
    private const int Steps = 60;
    private const int Finality = 8;

    private static readonly Action<IndexerOptions> Configure = o =>
        (o.Holder, o.RangeSize, o.CallTimeout) = ("campaign", 7, TimeSpan.FromMilliseconds(400));

    private static readonly Func<ChainOptions, ChainOptions> Follow = c => c with { Finality = $"{Finality}" };

    private TestIndexer _indexer = null!;
    private FaultyNode _node = null!;
    private Random _random = null!;
    private int _seed,
        _deepest;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3, Traits = ["Tier", "Long"])]
    [InlineData(4, Traits = ["Tier", "Long"])]
    [InlineData(5, Traits = ["Tier", "Long"])]
    [InlineData(6, Traits = ["Tier", "Long"])]
    public async Task Whatever_happens_the_rows_end_as_the_chain_says(int seed)
    {
        (_seed, _random) = (seed, new Random(seed));
        var claims = await Claims.AnchorAsync(Chain, 30);
        _deepest = (int)(await Chain.HeadAsync()).Number;
        await RestartAsync();
        var story = new List<string>();
        for (var step = 0; step < Steps; step++)
        {
            story.Add(await ActAsync(claims));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {string.Join(' ', story)}");

        await _indexer.DisposeAsync();
        await using var last = TestIndexer.Create(Database, Chain, configure: Configure, follow: Follow);
        await last.CatchUpAsync(Chain);
        (
            await last.QueryAsync<string>(
                "SELECT '0x' || encode(block_hash, 'hex') || ' ' || log_index FROM chain.reward_claims "
                    + "ORDER BY block_number, log_index"
            )
        ).ShouldBe(await TruthAsync(), $"seed {seed}: {string.Join(' ', story)}");
        // A node on a busy machine may take longer than the 0.4 s that it has here, twice in a row.
        await last.AuditAsync(allowed: "block-too-large");
    }

    private async Task<string> ActAsync(Claims claims)
    {
        switch (_random.Next(100))
        {
            case < 22:
                return await ClaimAsync(claims);
            case < 34:
                var mined = _random.Next(1, 4);
                await Chain.MineAsync(mined);
                return $"mine{mined}";
            case < 44:
                return await ReorgAsync();
            case < 48:
                await RestartAsync();
                return "crash";
            case < 52:
                await using (var owner = await _indexer.OpenAsync())
                {
                    await owner.ExecuteAsync(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'civic_indexer' "
                            + "AND datname = current_database()"
                    );
                }
                return "kill";
            default:
                var turns = _random.Next(1, 5);
                for (var turn = 0; turn < turns; turn++)
                {
                    await _indexer.Worker.OnceAsync(default);
                }
                return $"turn{turns}";
        }
    }

    private async Task<string> ClaimAsync(Claims claims)
    {
        var index = _random.Next(claims.All.Count);
        var quest = claims.All[index].Completed;
        if (
            await new RewardDistributorContract(Chain.Client, Chain.Distributor).ClaimedAsync(
                quest.Creator,
                quest.QuestId,
                BlockId.Latest,
                default
            )
        )
        {
            return "claimed";
        }
        await claims.ClaimAsync(index);
        return $"claim{index}";
    }

    /// <summary>Never deeper than what is provisional, nor into the blocks that hold the contracts.</summary>
    private async Task<string> ReorgAsync()
    {
        var depth = (int)Math.Min(_random.Next(1, Finality), (await Chain.HeadAsync()).Number - _deepest);
        if (depth <= 0)
        {
            return "stay";
        }
        await Chain.ReorgAsync(depth);
        return $"reorg{depth}";
    }

    private async Task RestartAsync()
    {
        if (_indexer is not null)
        {
            await _indexer.DisposeAsync();
        }
        _node = new FaultyNode().FailAtRandom(_seed ^ _random.Next(), 0.1);
        var lies = new Random(_seed ^ _random.Next());
        _node.Answer(
            "eth_getLogs",
            (_, result) =>
            {
                lock (lies)
                {
                    return lies.NextDouble() < 0.02 ? new JsonArray() : result;
                }
            }
        );
        _indexer = TestIndexer.Create(Database, Chain, _node, Configure, Follow);
    }

    private async Task<List<string>> TruthAsync()
    {
        var logs = await Chain.Client.GetLogsAsync(
            new LogFilter
            {
                FromBlock = 0,
                ToBlock = (ulong)(await Chain.HeadAsync()).Number,
                Addresses = [Chain.Distributor],
                Topics =
                [
                    [RewardClaimed.Signature.Topic],
                ],
            },
            default
        );
        return [.. logs.Select(l => $"{l.BlockHash} {l.LogIndex}")];
    }
}
