using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Merkle;
using CivicForge.Chain.Protocol;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>A reward that can be claimed, with everything a claim needs but the path in the tree.</summary>
internal sealed record ClaimCandidate(
    CompletedQuest Completed,
    SignedTerms Terms,
    bool IsContractSigned,
    long BatchId,
    long Seal,
    int TreeIndex
)
{
    /// <summary>Reads what was taken off the work list, in the order in which it was taken.</summary>
    public static async Task<IReadOnlyList<ClaimCandidate>> ReadAsync(
        NpgsqlDataSource database,
        Address registry,
        IReadOnlyList<Guid> questIds,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                """
                SELECT c.quest_id, c.creator, c.performer, c.work_hash, c.xp, c.reputation, c.completed_at,
                    c.signatures_hash, c.title_hash, c.outcome,
                  c.creator_deadline, c.performer_deadline, c.creator_signature, c.performer_signature,
                  r.is_contract_signed, a.batch_id, c.seal, c.tree_index
                FROM civic.reward_relays r
                JOIN civic.completions c ON c.quest_id = r.quest_id
                JOIN civic.batches b ON b.seal = c.seal
                JOIN LATERAL (SELECT a.batch_id FROM chain.anchors a
                    WHERE a.contract = @registry AND a.root = b.root AND a.finality = 'finalized' ORDER BY a.batch_id
                    LIMIT 1) a ON true
                WHERE r.quest_id = ANY(@questIds)
                ORDER BY array_position(@questIds, r.quest_id)
                """,
                new { registry = registry.ToArray(), questIds = questIds.ToArray() },
                cancellationToken: cancellationToken
            )
        );
        return [.. rows.Select(r => r.ToCandidate())];
    }

    /// <summary>Reads the proof's nodes, and only these, out of the stored tree.</summary>
    public async Task<RewardClaim> WithProofAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var indices = StandardMerkleTree.ProofIndices(TreeIndex).ToArray();
        var nodes = await connection.QueryAsync<byte[]>(
            new CommandDefinition(
                """
                SELECT substring(b.tree FROM 32 * i.index + 1 FOR 32)
                FROM civic.batches b, unnest(@indices) WITH ORDINALITY AS i (index, place)
                WHERE b.seal = @Seal ORDER BY i.place
                """,
                new { Seal, indices },
                cancellationToken: cancellationToken
            )
        );
        return new RewardClaim((ulong)BatchId, Completed, [.. nodes.Select(n => new Hash32(n))], Terms);
    }

    private sealed class Row
    {
        public Guid quest_id { get; init; }
        public byte[] creator { get; init; } = [];
        public byte[] performer { get; init; } = [];
        public byte[] work_hash { get; init; } = [];
        public int xp { get; init; }
        public int reputation { get; init; }
        public long completed_at { get; init; }
        public byte[] signatures_hash { get; init; } = [];
        public byte[] title_hash { get; init; } = [];
        public string outcome { get; init; } = "";
        public long creator_deadline { get; init; }
        public long performer_deadline { get; init; }
        public byte[] creator_signature { get; init; } = [];
        public byte[] performer_signature { get; init; } = [];
        public bool is_contract_signed { get; init; }
        public long batch_id { get; init; }
        public long seal { get; init; }
        public int tree_index { get; init; }

        public ClaimCandidate ToCandidate() =>
            new(
                new CompletedQuest(
                    quest_id,
                    new Address(creator),
                    new Address(performer),
                    new Hash32(work_hash),
                    (uint)xp,
                    (uint)reputation,
                    (ulong)completed_at,
                    new Hash32(signatures_hash)
                ),
                new SignedTerms(
                    new Hash32(title_hash),
                    outcome == "exceptional",
                    (ulong)creator_deadline,
                    (ulong)performer_deadline,
                    creator_signature,
                    performer_signature
                ),
                is_contract_signed,
                batch_id,
                seal,
                tree_index
            );
    }
}
