using System.Data;
using CivicForge.Api.Database;
using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Proofs;

/// <summary>Everything a proof file is made of. What follows the completion is null until there is one, and what
/// follows the anchor until it is in a canonical block. The path is the siblings from the leaf up to the root's
/// children: counted from 1 the parent of node i is i / 2 and its sibling i xor 1, so they are read by
/// shifting.</summary>
internal sealed record ProofRow
{
    /// <summary>Of a leaf at <c>c.tree_index</c> of the batch <c>c.seal</c>.</summary>
    internal const string Path = """
        (SELECT array(
           SELECT substring(t.tree FROM 32 * ((((c.tree_index + 1) >> step) # 1) - 1) + 1 FOR 32)
           FROM generate_series(0, 16) AS step WHERE (c.tree_index + 1) >> step > 1 ORDER BY step)
         FROM civic.batches t WHERE t.seal = c.seal)
        """;

    public const string Columns = $"""
        q.status, q.visibility, q.title, q.description, q.exceptional_criteria, q.submission_text,
            q.submission_evidence, q.salt,
        c.creator, c.performer, c.work_hash, c.title_hash, c.outcome, c.xp, c.reputation, c.completed_at,
            c.signatures_hash, c.leaf, c.anchor_by,
        c.creator_signature, c.creator_kind, c.creator_deadline, c.creator_valid_at_number, c.creator_valid_at_hash,
        c.performer_signature, c.performer_kind, c.performer_deadline, c.performer_valid_at_number,
            c.performer_valid_at_hash,
        c.seal, c.position, c.tree_index, coalesce(b.state, 'waiting') AS state, b.root, b.leaf_count, b.batch_id,
            b.transaction_hash, b.block_number, b.block_hash, b.log_index,
        q.creator AS quest_creator, q.performer AS quest_performer,
        {Path} AS path
        """;

    public required string Status { get; init; }
    public required bool IsPrivate { get; init; }

    /// <summary>The parties as of now; a completed quest keeps them.</summary>
    public required IReadOnlyList<Address> Parties { get; init; }

    /// <summary>Null while anything of the content is erased.</summary>
    public required ProofContent? Content { get; init; }

    /// <summary>The title as it was signed; null after erasure.</summary>
    public required string? Title { get; init; }
    public required ProvenPair? Pair { get; init; }
    public required string State { get; init; }
    public required ProvenPlace? Place { get; init; }
    public required ProvenAnchor? Anchor { get; init; }

    public static ProofRow Read(Guid id, NpgsqlDataReader reader)
    {
        var isPrivate = reader.GetString("visibility") == Words.Of(QuestVisibility.Parties);
        return new ProofRow
        {
            Status = reader.GetString("status"),
            IsPrivate = isPrivate,
            Parties =
            [
                .. new[]
                {
                    reader.AddressOrNull("quest_creator"),
                    reader.AddressOrNull("quest_performer"),
                }.OfType<Address>(),
            ],
            Content = ReadContent(reader),
            Title = isPrivate ? TitleHash.PrivateTitle : reader.StringOrNull("title"),
            Pair = reader.IsDBNull("creator") ? null : ReadPair(id, reader),
            State = reader.GetString("state"),
            Place = reader.IsDBNull("seal")
                ? null
                : new ProvenPlace(
                    reader.GetInt64("seal"),
                    reader.GetInt32("position"),
                    reader.Hash("root"),
                    reader.GetInt32("leaf_count"),
                    [.. reader.GetFieldValue<byte[][]>("path").Select(node => new Hash32(node))]
                ),
            Anchor = reader.IsDBNull("batch_id")
                ? null
                : new ProvenAnchor(
                    reader.GetInt64("batch_id"),
                    reader.Hash("transaction_hash"),
                    reader.GetInt64("block_number"),
                    reader.Hash("block_hash"),
                    reader.GetInt32("log_index")
                ),
        };
    }

    private static ProofContent? ReadContent(NpgsqlDataReader reader)
    {
        if (
            reader.IsDBNull("title")
            || reader.IsDBNull("description")
            || reader.IsDBNull("submission_text")
            || reader.IsDBNull("salt")
        )
        {
            return null;
        }
        return new ProofContent(
            reader.Hash("salt"),
            reader.GetString("title"),
            reader.GetString("description"),
            reader.StringOrNull("exceptional_criteria") ?? "",
            reader.GetString("submission_text"),
            EvidenceList.Split(reader.Bytes("submission_evidence"))
        );
    }

    private static ProvenPair ReadPair(Guid id, NpgsqlDataReader reader) =>
        new(
            new CompletedQuest(
                id,
                reader.Address("creator"),
                reader.Address("performer"),
                reader.Hash("work_hash"),
                (uint)reader.GetInt32("xp"),
                (uint)reader.GetInt32("reputation"),
                (ulong)reader.GetInt64("completed_at"),
                reader.Hash("signatures_hash")
            ),
            reader.Hash("title_hash"),
            Words.Parse<Outcome>(reader.GetString("outcome")),
            reader.Hash("leaf"),
            reader.GetInt64("anchor_by"),
            ReadSignature(reader, "creator"),
            ReadSignature(reader, "performer")
        );

    private static ProvenSignature ReadSignature(NpgsqlDataReader reader, string role) =>
        new(
            reader.Bytes($"{role}_signature"),
            reader.GetString($"{role}_kind"),
            (ulong)reader.GetInt64($"{role}_deadline"),
            reader.Int64OrNull($"{role}_valid_at_number") is { } number
                ? new ProofBlock((ulong)number, reader.Hash($"{role}_valid_at_hash"))
                : null
        );
}

/// <summary>The completed pair with what was signed.</summary>
internal sealed record ProvenPair(
    CompletedQuest Completed,
    Hash32 TitleHash,
    Outcome Outcome,
    Hash32 Leaf,
    long AnchorBy,
    ProvenSignature Creator,
    ProvenSignature Performer
);

internal sealed record ProvenSignature(byte[] Bytes, string Kind, ulong Deadline, ProofBlock? ValidAt);

/// <summary>Where the leaf stands in its batch.</summary>
/// <param name="Path">Siblings from the leaf upwards.</param>
internal sealed record ProvenPlace(long Seal, int Position, Hash32 Root, int LeafCount, IReadOnlyList<Hash32> Path);

/// <summary>The canonical block that holds the batch's root.</summary>
internal sealed record ProvenAnchor(
    long BatchId,
    Hash32 TransactionHash,
    long BlockNumber,
    Hash32 BlockHash,
    int LogIndex
);
