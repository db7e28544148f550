using CivicForge.Api.Database;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using CivicForge.Hosting.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CivicForge.Api.Telemetry;

/// <summary>Whether this process can do its work. Only database, migrations, clock and a node of the wrong chain make
/// it unready. What was found holds for a second: anybody may ask, and one look costs some queries and a call of the
/// node.</summary>
/// <param name="chain">Null in role worker, which never asks a node.</param>
internal sealed class Readiness(
    IServiceScopeFactory scopes,
    TimeProvider time,
    HealthCheckService others,
    ChainOptions? chain = null
)
{
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);
    private readonly EthClient? _node = chain is null ? null : new EthClient(chain.RpcUrl, TimeSpan.FromSeconds(2));

    private readonly Lock _gate = new();
    private (Task<ReadinessReport> Report, long Begun)? _last;

    /// <param name="cancellationToken">Ends the waiting; others may wait for the same look.</param>
    public Task<ReadinessReport> CheckAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_last is not { } last || (last.Report.IsCompleted && time.GetElapsedTime(last.Begun) >= HoldsFor))
            {
                _last = last = (LookAsync(), time.GetTimestamp());
            }
            return last.Report.WaitAsync(cancellationToken);
        }
    }

    private async Task<ReadinessReport> LookAsync()
    {
        await Task.Yield(); // the caller holds the lock
        using var deadline = new CancellationTokenSource(AnswersWithin);
        var cancellationToken = deadline.Token;
        var node = chain is not null && _node is not null ? CheckNodeAsync(_node, chain, cancellationToken) : null;
        List<ReadinessCheck> checks =
        [
            .. await CheckDatabaseAsync(cancellationToken),
            .. await CheckOthersAsync(cancellationToken),
        ];
        if (node is not null)
        {
            checks.Add(await node);
        }
        return ReadinessReport.Of(checks);
    }

    private async Task<IReadOnlyList<ReadinessCheck>> CheckDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        try
        {
            var skew = await context.NowAsync(cancellationToken) - time.GetUtcNow();
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            return
            [
                new("database", ReadinessCheck.Ok, null),
                pending.Count == 0
                    ? new("migrations", ReadinessCheck.Ok, null)
                    : new(
                        "migrations",
                        ReadinessCheck.Failed,
                        $"{pending.Count} not applied; run: dotnet CivicForge.Api.dll migrate"
                    ),
                skew.Duration() <= MaxClockSkew
                    ? new("clock", ReadinessCheck.Ok, null)
                    : new("clock", ReadinessCheck.Failed, $"the database's clock differs by {skew.TotalSeconds:0} s"),
            ];
        }
        catch (Exception exception)
            when (exception is Npgsql.NpgsqlException or InvalidOperationException or TimeoutException)
        {
            return [new("database", ReadinessCheck.Failed, $"does not answer ({exception.GetType().Name})")];
        }
    }

    /// <summary>What other slices registered as health checks.</summary>
    private async Task<IEnumerable<ReadinessCheck>> CheckOthersAsync(CancellationToken cancellationToken) =>
        (await others.CheckHealthAsync(cancellationToken)).Entries.Select(entry => new ReadinessCheck(
            entry.Key,
            entry.Value.Status switch
            {
                HealthStatus.Healthy => ReadinessCheck.Ok,
                HealthStatus.Degraded => ReadinessCheck.Degraded,
                _ => ReadinessCheck.Failed,
            },
            entry.Value.Description
        ));

    private static async Task<ReadinessCheck> CheckNodeAsync(
        EthClient node,
        ChainOptions chain,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var id = await node.ChainIdAsync(cancellationToken);
            if (id != (ulong)chain.Id)
            {
                return new("chain", ReadinessCheck.Failed, $"the node is on chain {id}, this service on {chain.Id}");
            }
            if (chain.GenesisHash is not { } expected)
            {
                return new("chain", ReadinessCheck.Ok, null);
            }
            var genesis = (await node.GetBlockAsync(BlockId.Number(0), cancellationToken))?.Hash;
            return genesis is null || genesis == expected
                ? new("chain", ReadinessCheck.Ok, null)
                : new("chain", ReadinessCheck.Failed, $"the node's genesis block is {genesis}, expected {expected}");
        }
        catch (RpcException exception)
        {
            return new(
                "chain",
                ReadinessCheck.Degraded,
                $"the node does not answer ({exception.Failure}); contract wallets cannot sign in or attest, "
                    + "anchoring waits"
            );
        }
    }
}
