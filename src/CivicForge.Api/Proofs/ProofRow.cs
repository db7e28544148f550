using CivicForge.Api.Database;
using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Proofs;

/// <summary>Everything a proof file is made of but the path in the tree. Columns are read in the order of
/// <see cref="Columns"/>; what follows the completion is null until there is one, and what follows the anchor until it
/// is in a canonical block. The last is the path: counted from 1 the parent of node i is i / 2 and its sibling i xor 1,
/// so the siblings from the leaf up to the root's children are read by shifting.</summary>
internal sealed record ProofRow
{
    public const string Columns = """
        q.status, q.visibility, q.title, q.description, q.exceptional_criteria, q.submission_text,
            q.submission_evidence, q.salt,
        c.creator, c.performer, c.work_hash, c.title_hash, c.outcome, c.xp, c.reputation, c.completed_at,
            c.signatures_hash, c.leaf, c.anchor_by,
        c.creator_signature, c.creator_kind, c.creator_deadline, c.creator_valid_at_number, c.creator_valid_at_hash,
        c.performer_signature, c.performer_kind, c.performer_deadline, c.performer_valid_at_number,
            c.performer_valid_at_hash,
        c.seal, c.position, c.tree_index, coalesce(b.state, 'waiting'), b.root, b.leaf_count, b.batch_id,
            b.transaction_hash, b.block_number, b.block_hash, b.log_index, q.creator, q.performer,
        (SELECT array(
           SELECT substring(t.tree FROM 32 * ((((c.tree_index + 1) >> step) # 1) - 1) + 1 FOR 32)
           FROM generate_series(0, 16) AS step WHERE (c.tree_index + 1) >> step > 1 ORDER BY step)
         FROM civic.batches t WHERE t.seal = c.seal)
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
        var isPrivate = reader.GetString(1) == Words.Lower(QuestVisibility.Parties);
        return new ProofRow
        {
            Status = reader.GetString(0),
            IsPrivate = isPrivate,
            Parties = [.. new[] { reader.AddressOrNull(40), reader.AddressOrNull(41) }.OfType<Address>()],
            Content = ReadContent(reader),
            Title = isPrivate ? TitleHash.PrivateTitle : reader.StringOrNull(2),
            Pair = reader.IsDBNull(8) ? null : ReadPair(id, reader),
            State = reader.GetString(32),
            Place = reader.IsDBNull(29)
                ? null
                : new ProvenPlace(
                    reader.GetInt64(29),
                    reader.GetInt32(30),
                    reader.Hash(33),
                    reader.GetInt32(34),
                    [.. reader.GetFieldValue<byte[][]>(42).Select(node => new Hash32(node))]
                ),
            Anchor = reader.IsDBNull(35)
                ? null
                : new ProvenAnchor(
                    reader.GetInt64(35),
                    reader.Hash(36),
                    reader.GetInt64(37),
                    reader.Hash(38),
                    reader.GetInt32(39)
                ),
        };
    }

    private static ProofContent? ReadContent(NpgsqlDataReader reader)
    {
        if (reader.IsDBNull(2) || reader.IsDBNull(3) || reader.IsDBNull(5) || reader.IsDBNull(7))
        {
            return null;
        }
        return new ProofContent(
            reader.Hash(7),
            reader.GetString(2),
            reader.GetString(3),
            reader.StringOrNull(4) ?? "",
            reader.GetString(5),
            EvidenceList.Split(reader.GetFieldValue<byte[]>(6))
        );
    }

    private static ProvenPair ReadPair(Guid id, NpgsqlDataReader reader) =>
        new(
            new CompletedQuest(
                id,
                reader.Address(8),
                reader.Address(9),
                reader.Hash(10),
                (uint)reader.GetInt32(13),
                (uint)reader.GetInt32(14),
                (ulong)reader.GetInt64(15),
                reader.Hash(16)
            ),
            reader.Hash(11),
            Words.Parse<Outcome>(reader.GetString(12)),
            reader.Hash(17),
            reader.GetInt64(18),
            ReadSignature(reader, 19),
            ReadSignature(reader, 24)
        );

    private static ProvenSignature ReadSignature(NpgsqlDataReader reader, int first) =>
        new(
            reader.GetFieldValue<byte[]>(first),
            reader.GetString(first + 1),
            (ulong)reader.GetInt64(first + 2),
            reader.Int64OrNull(first + 3) is { } number ? new ProofBlock((ulong)number, reader.Hash(first + 4)) : null
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
