using System.Runtime.InteropServices;
using CivicForge.Chain;
using CivicForge.Chain.Merkle;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Audit;

/// <summary>I3. Leaves are computed anew from what was stored, and every node of a stored tree from its children, so that any proof read out of it verifies.</summary>
internal sealed class ProofsVerify : IInvariant
{
    private const string Leaves = """
        SELECT quest_id, creator, performer, work_hash, xp, reputation, completed_at, signatures_hash, leaf, creator_signature, performer_signature, tree_index
        FROM civic.completions WHERE seal = @seal ORDER BY position
        """;

    public string Id => "I3";
    public string Statement => "Every proof that is served as finalized verifies against a finalized root.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        var seals = await audit.QueryAsync<(long Seal, long BatchId)>("SELECT seal, batch_id FROM civic.batch_states WHERE state = 'finalized' ORDER BY seal", null, cancellationToken);
        foreach (var (seal, batchId) in seals)
        {
            var (stored, bytes) = await audit.SingleAsync<(byte[] Root, byte[] Tree)>("SELECT root, tree FROM civic.batches WHERE seal = @seal", new { seal }, cancellationToken);
            var nodes = MemoryMarshal.Cast<byte, Hash32>(bytes).ToArray();
            var onChain = await audit.Registry.RootOfAsync((ulong)batchId, audit.Block, cancellationToken);
            findings.Require(new Hash32(stored) == onChain, $"Batch {seal} has root {new Hash32(stored)}, the chain has {onChain} as batch {batchId}.");
            CheckTree(seal, nodes, onChain, findings);
            foreach (var leaf in await audit.QueryAsync<Row>(Leaves, new { seal }, cancellationToken)) CheckLeaf(seal, leaf, nodes, findings);
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
            findings.Require(nodes[i] == MerkleProof.Process(nodes[2 * i + 1], [nodes[2 * i + 2]]), $"Node {i} of the stored tree of batch {seal} is not the hash of its children.");
    }

    private static void CheckLeaf(long seal, Row row, Hash32[] nodes, AuditFindings findings)
    {
        var signaturesHash = SignaturesHash.Compute(row.creator_signature, row.performer_signature);
        findings.Require(new Hash32(row.signatures_hash) == signaturesHash, $"Quest {row.quest_id}: the stored signatures are not those of its signaturesHash.");
        var leaf = new CompletedQuest(
            row.quest_id, new Address(row.creator), new Address(row.performer), new Hash32(row.work_hash), (uint)row.xp, (uint)row.reputation, (ulong)row.completed_at, new Hash32(row.signatures_hash)).Leaf();
        findings.Require(new Hash32(row.leaf) == leaf, $"Quest {row.quest_id}: the stored leaf is not the hash of its values.");
        findings.Require(row.tree_index < nodes.Length && nodes[row.tree_index] == leaf, $"Quest {row.quest_id}: its leaf is not at node {row.tree_index} of batch {seal}, so its proof does not verify.");
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
        public byte[] leaf { get; init; } = [];
        public byte[] creator_signature { get; init; } = [];
        public byte[] performer_signature { get; init; } = [];
        public int tree_index { get; init; }
    }
}
