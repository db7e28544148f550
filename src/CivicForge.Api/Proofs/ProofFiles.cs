using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Quests;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using CivicForge.Hosting;
using Npgsql;

namespace CivicForge.Api.Proofs;

/// <summary>Makes proof files (protocol §9) from stored rows. The path is read node by node from the stored tree, by
/// the same statement; nothing is hashed again.</summary>
internal sealed class ProofFiles(ReadDatabase database, ChainOptions chain)
{
    internal const string Row = $"""
        SELECT {ProofRow.Columns} FROM civic.quests q LEFT JOIN civic.completions c ON c.quest_id = q.id
        LEFT JOIN civic.batch_states b ON b.seal = c.seal WHERE q.id = $1
        """;

    /// <param name="withContent">Discloses the texts: of a public quest to anyone, of a private one to its
    /// parties.</param>
    /// <returns>The file, and whether it names nothing but what is final and public.</returns>
    /// <exception cref="RuleViolation">404: there is no proof (yet); 403: the content is not the viewer's to
    /// see.</exception>
    public async Task<(ProofFile File, bool IsPrivate)> ReadAsync(
        Guid id,
        bool withContent,
        Address? viewer,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await ReadRowAsync(connection, id, cancellationToken) ?? throw QuestReader.NotFound(id);
        var isParty = viewer is { } who && row.Parties.Contains(who);
        // The chain tells of a private quest once its pair is anchored; before that nothing does.
        if (row is { IsPrivate: true, Anchor: null } && !isParty)
        {
            throw QuestReader.NotFound(id);
        }
        if (withContent && row.IsPrivate && !isParty)
        {
            throw new RuleViolation(
                ErrorCodes.NotAParty,
                $"The content of quest {id} is its parties' business. Ask without content=true for the proof."
            );
        }
        var (pair, place, anchor) = Require(id, row);
        return (Assemble(id, row, pair, place, anchor, withContent ? row.Content : null), withContent && row.IsPrivate);
    }

    private static (ProvenPair Pair, ProvenPlace Place, ProvenAnchor Anchor) Require(Guid id, ProofRow row)
    {
        if (row.Status == Words.Of(QuestStatus.Resolved))
        {
            throw new RuleViolation(
                ErrorCodes.NotDualAttested,
                $"Quest {id} was resolved by a moderator; the parties did not both attest."
            );
        }
        if (row.Pair is not { } pair)
        {
            throw new RuleViolation(
                ErrorCodes.NotComplete,
                $"Quest {id} is {row.Status}; a proof needs the attestations of both parties.",
                ("state", row.Status)
            );
        }
        if (row is { Place: { } place, Anchor: { } anchor })
        {
            return (pair, place, anchor);
        }
        throw new RuleViolation(
            ErrorCodes.NotAnchoredYet,
            $"The pair is {row.State}: its batch is not in a block of the chain yet.",
            ("state", row.State),
            ("anchorBy", pair.AnchorBy)
        );
    }

    private static async Task<ProofRow?> ReadRowAsync(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Row, connection);
        command.Parameters.AddGuid(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ProofRow.Read(id, reader) : null;
    }

    private ProofFile Assemble(
        Guid id,
        ProofRow row,
        ProvenPair pair,
        ProvenPlace place,
        ProvenAnchor anchor,
        ProofContent? content
    )
    {
        var completed = pair.Completed;
        return new ProofFile(
            ProofFile.FormatName,
            new ProofDomain(CivicDomain.Name, CivicDomain.Version, (ulong)chain.Id, chain.Registry),
            new ProofQuest(id.ToString(), row.Title, pair.TitleHash, pair.Outcome.Word()),
            new ProofCompleted(
                id.ToString(),
                completed.Creator,
                completed.Performer,
                completed.WorkHash,
                completed.Xp,
                completed.Reputation,
                completed.CompletedAt,
                completed.SignaturesHash
            ),
            SignedMessages.OfCreator(row, pair),
            SignedMessages.OfPerformer(row, pair),
            new ProofLeaf(CompletedQuest.LeafEncoding, LeafValues.Of(completed), pair.Leaf),
            new ProofMerkle((ulong)anchor.BatchId, place.Root, (uint)place.LeafCount, (uint)place.Position, place.Path),
            new ProofAnchor(
                (ulong)chain.Id,
                chain.Registry,
                anchor.TransactionHash,
                (ulong)anchor.BlockNumber,
                anchor.BlockHash,
                (uint)anchor.LogIndex,
                row.State
            ),
            content
        );
    }
}
