using CivicForge.Api.Anchoring;
using CivicForge.Api.Rewards;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Audit;

/// <summary>What an audit came to.</summary>
/// <param name="Finalized">The block as of which the chain was read; null when it could not be found.</param>
internal sealed record AuditReport(FinalizedBlock? Finalized, IReadOnlyList<AuditResult> Results)
{
    /// <summary>0 when everything holds, 1 when something is violated, else 2.</summary>
    public int ExitCode =>
        Results.Any(r => r.Verdict == AuditVerdict.Fail) ? 1
        : Results.Any(r => r.Verdict == AuditVerdict.Inconclusive) ? 2
        : 0;
}

/// <summary>Tries to refute the invariants, with its own SQL as user civic_auditor and its own calls to the node. It
/// shares no state with the programs that it audits and writes nothing.</summary>
internal sealed class RunAudit(
    string connectionString,
    EthClient client,
    ChainOptions chain,
    AnchoringOptions anchoring,
    RelayOptions? relay = null
)
{
    private static readonly IReadOnlyList<IInvariant> Invariants =
    [
        new PairsAreSealedOnce(),
        new RootsAreOnChainOnce(),
        new ProofsVerify(),
        new ClaimsAreOnChain(),
        new LedgerMatchesChain(),
        new CoverageHasNoHole(),
        new NothingWasDeleted(),
        new RewardsAreNotForgotten(),
        new LossesAreAcknowledged(),
    ];

    public async Task<AuditReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var snapshot = await connection.BeginTransactionAsync(
                System.Data.IsolationLevel.RepeatableRead,
                cancellationToken
            );
            var finalized = await FinalizedAsync(connection, snapshot, cancellationToken);
            var audit = new AuditContext(
                connection,
                snapshot,
                client,
                chain,
                anchoring,
                relay ?? new RelayOptions(),
                finalized
            );
            var results = new List<AuditResult>();
            foreach (var invariant in Invariants)
            {
                results.Add(await CheckAsync(invariant, audit, cancellationToken));
            }
            return new AuditReport(finalized, results);
        }
        catch (Exception e) when (e is RpcException or NpgsqlException or AuditImpossibleException)
        {
            return new AuditReport(
                null,
                [
                    .. Invariants.Select(i => new AuditResult(
                        i.Id,
                        i.Statement,
                        AuditVerdict.Inconclusive,
                        new AuditFindings(),
                        e.Message
                    )),
                ]
            );
        }
    }

    private static async Task<AuditResult> CheckAsync(
        IInvariant invariant,
        AuditContext audit,
        CancellationToken cancellationToken
    )
    {
        var findings = new AuditFindings();
        try
        {
            await invariant.CheckAsync(audit, findings, cancellationToken);
        }
        catch (RpcException e)
        {
            var verdict = findings.ViolationCount > 0 ? AuditVerdict.Fail : AuditVerdict.Inconclusive;
            return new AuditResult(invariant.Id, invariant.Statement, verdict, findings, e.Message);
        }

        return new AuditResult(
            invariant.Id,
            invariant.Statement,
            findings.ViolationCount > 0 ? AuditVerdict.Fail : AuditVerdict.Pass,
            findings
        );
    }

    /// <summary>The indexer's finalized block, after the node has confirmed that it is the configured chain and has
    /// this very block.</summary>
    private async Task<FinalizedBlock> FinalizedAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction snapshot,
        CancellationToken cancellationToken
    )
    {
        var id = await client.ChainIdAsync(cancellationToken);
        if (id != (ulong)chain.Id)
        {
            throw new AuditImpossibleException($"The node serves chain {id}, not {chain.Id}. Correct Chain:RpcUrl.");
        }
        var row = await connection.QuerySingleOrDefaultAsync<(long? Number, byte[]? Hash)>(
            new CommandDefinition(
                "SELECT finalized_number, finalized_hash FROM chain.status",
                transaction: snapshot,
                cancellationToken: cancellationToken
            )
        );
        if (row is not { Number: { } number, Hash: { } hash })
        {
            throw new AuditImpossibleException(
                "The indexer has seen no finalized block yet. Wait for it, then audit again."
            );
        }
        var block = await client.GetBlockAsync(BlockId.Number((ulong)number), cancellationToken);
        if (block?.Hash != new Hash32(hash))
        {
            throw new AuditImpossibleException(
                $"Block {number} is {new Hash32(hash)} in schema chain and {block?.Hash.ToString() ?? "missing"} "
                    + "at the node. Ask a node of the same chain."
            );
        }
        return new FinalizedBlock(number, new Hash32(hash));
    }
}

/// <summary>The audit cannot start; the message says what is missing.</summary>
internal sealed class AuditImpossibleException(string message) : Exception(message);
