using System.Runtime.InteropServices;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Merkle;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.TypedData;

namespace CivicForge.Api.Audit;

/// <summary>I3, by the steps of <c>civicforge verify</c> (protocol §9) that are a matter of what was stored: roles,
/// deadlines, ECDSA signatures, leaf, tree, anchor and time. Leaves are computed anew from what was stored, and every
/// node of a stored tree from its children, so that any proof read out of it verifies.</summary>
internal sealed class ProofsVerify : IInvariant
{
    private const string Leaves = """
        SELECT quest_id, creator, performer, work_hash, xp, reputation, completed_at, signatures_hash, leaf,
            creator_signature, performer_signature, tree_index,
          title_hash, outcome, creator_kind, performer_kind, creator_deadline, performer_deadline
        FROM civic.completions WHERE seal = @seal ORDER BY position
        """;

    public string Id => "I3";
    public string Statement => "Every proof that is served as finalized verifies against a finalized root.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        var seals = await audit.QueryAsync<FinalBatch>(
            """
            SELECT seal, batch_id AS "BatchId", block_number AS "BlockNumber", block_hash AS "BlockHash"
            FROM civic.batch_states WHERE state = 'finalized' ORDER BY seal
            """,
            null,
            cancellationToken
        );
        var domain = CivicDomain.Create((ulong)audit.Chain.Id, audit.Chain.Registry);
        foreach (var (seal, batchId, blockNumber, blockHash) in seals)
        {
            var block = await audit.BlockAtAsync(blockNumber, cancellationToken);
            findings.Require(
                block.Hash == new Hash32(blockHash),
                $"Batch {seal} was anchored in block {blockNumber} {new Hash32(blockHash)}, and the node has "
                    + $"{block.Hash} there."
            );
            var (stored, bytes) = await audit.SingleAsync<(byte[] Root, byte[] Tree)>(
                "SELECT root, tree FROM civic.batches WHERE seal = @seal",
                new { seal },
                cancellationToken
            );
            var nodes = MemoryMarshal.Cast<byte, Hash32>(bytes).ToArray();
            var onChain = await audit.Registry.RootOfAsync((ulong)batchId, audit.Block, cancellationToken);
            findings.Require(
                new Hash32(stored) == onChain,
                $"Batch {seal} has root {new Hash32(stored)}, the chain has {onChain} as batch {batchId}."
            );
            CheckTree(seal, nodes, onChain, findings);
            foreach (var leaf in await audit.QueryAsync<Row>(Leaves, new { seal }, cancellationToken))
            {
                CheckLeaf(seal, leaf, nodes, findings);
                CheckStatements(leaf, domain, block, findings);
            }

            findings.Checked += (nodes.Length + 1) / 2;
        }
    }

    private static void CheckTree(long seal, Hash32[] nodes, Hash32 root, AuditFindings findings)
    {
        if (nodes.Length == 0 || nodes[0] != root)
        {
            findings.Violated($"The stored tree of batch {seal} does not start with the root on chain, {root}.");
            return;
        }

        for (var i = 0; 2 * i + 2 < nodes.Length; i++)
        {
            findings.Require(
                nodes[i] == MerkleProof.Process(nodes[2 * i + 1], [nodes[2 * i + 2]]),
                $"Node {i} of the stored tree of batch {seal} is not the hash of its children."
            );
        }
    }

    private static void CheckLeaf(long seal, Row row, Hash32[] nodes, AuditFindings findings)
    {
        var signaturesHash = SignaturesHash.Compute(row.creator_signature, row.performer_signature);
        findings.Require(
            new Hash32(row.signatures_hash) == signaturesHash,
            $"Quest {row.quest_id}: the stored signatures are not those of its signaturesHash."
        );
        var leaf = new CompletedQuest(
            row.quest_id,
            new Address(row.creator),
            new Address(row.performer),
            new Hash32(row.work_hash),
            (uint)row.xp,
            (uint)row.reputation,
            (ulong)row.completed_at,
            new Hash32(row.signatures_hash)
        ).Leaf();
        findings.Require(
            new Hash32(row.leaf) == leaf,
            $"Quest {row.quest_id}: the stored leaf is not the hash of its values."
        );
        findings.Require(
            row.tree_index < nodes.Length && nodes[row.tree_index] == leaf,
            $"Quest {row.quest_id}: its leaf is not at node {row.tree_index} of batch {seal}, so its proof "
                + "does not verify."
        );
    }

    /// <summary>What a verifier reads out of the statements and the anchor's block.</summary>
    private static void CheckStatements(Row row, TypedDataDomain domain, Block block, AuditFindings findings)
    {
        var (creator, performer) = (new Address(row.creator), new Address(row.performer));
        findings.Require(creator != performer, $"Quest {row.quest_id}: {creator} attested to itself.");
        findings.Require(
            AnchorTime.Allows((ulong)row.completed_at, block.Timestamp),
            $"Quest {row.quest_id}: completed at {row.completed_at}, more than {AnchorTime.Tolerance} s after its "
                + $"anchor, block {block.Number} of {block.Timestamp}: its proof does not verify."
        );
        findings.Require(
            row.completed_at <= Math.Max(row.creator_deadline, row.performer_deadline),
            $"Quest {row.quest_id}: completed at {row.completed_at}, after both deadlines."
        );
        var (title, work, outcome) = (
            new Hash32(row.title_hash),
            new Hash32(row.work_hash),
            row.outcome == "exceptional" ? Outcome.Exceptional : Outcome.Done
        );
        if (row.creator_kind == "ecdsa")
        {
            var digest = new CreatorAttestation(
                title,
                outcome,
                row.quest_id,
                creator,
                performer,
                work,
                (uint)row.xp,
                (uint)row.reputation,
                (ulong)row.creator_deadline
            ).Digest(domain);
            findings.Require(
                IsSignedBy(creator, digest, row.creator_signature),
                $"Quest {row.quest_id}: the creator's signature is not one of {creator}."
            );
        }

        if (row.performer_kind == "ecdsa")
        {
            var digest = new PerformerAttestation(
                title,
                row.quest_id,
                creator,
                performer,
                work,
                (ulong)row.performer_deadline
            ).Digest(domain);
            findings.Require(
                IsSignedBy(performer, digest, row.performer_signature),
                $"Quest {row.quest_id}: the performer's signature is not one of {performer}."
            );
        }
    }

    private static bool IsSignedBy(Address signer, Hash32 digest, byte[] signature) =>
        EcdsaSignature.TryParse(signature, out var ecdsa, out _) && Secp256k1.Recover(digest, ecdsa) == signer;

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
        public byte[] leaf { get; init; } = [];
        public byte[] creator_signature { get; init; } = [];
        public byte[] performer_signature { get; init; } = [];
        public int tree_index { get; init; }
        public byte[] title_hash { get; init; } = [];
        public string outcome { get; init; } = "";
        public string creator_kind { get; init; } = "";
        public string performer_kind { get; init; } = "";
        public long creator_deadline { get; init; }
        public long performer_deadline { get; init; }
    }

    private sealed record FinalBatch(long Seal, long BatchId, long BlockNumber, byte[] BlockHash);
}
