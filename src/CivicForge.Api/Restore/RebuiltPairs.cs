using CivicForge.Api.Attestations;
using CivicForge.Api.Members;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Restore;

/// <summary>Writes a lost pair as its claim on chain names it: both signatures, the completion, what the performer
/// earned, and the quest, without texts where these are lost. Both receipts are signed again; that gives the same
/// bytes.</summary>
/// <param name="isPaidAtOnce">Whether new members get the points of sign-up with their first sign-in.</param>
internal sealed class RebuiltPairs(AttestationOptions options, ReceiptSigner receipts, bool isPaidAtOnce)
{
    public async Task WriteAsync(NpgsqlConnection connection, ClaimedPair claimed, CancellationToken cancellationToken)
    {
        var (quest, terms) = (claimed.Claim.Completed, claimed.Claim.Terms);
        var at = DateTimeOffset.FromUnixTimeSeconds((long)quest.CompletedAt);
        foreach (var member in (Address[])[quest.Creator, quest.Performer])
        {
            await MemberCommands.JoinAsync(connection, member, at, isPaidAtOnce, cancellationToken);
        }
        await QuestCommands.RebuildAsync(connection, quest, terms, cancellationToken);
        var pair = Pair(claimed);
        var stored = await StoredAsync(connection, quest, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        AttestationCommands.Insert(
            batch,
            [.. new[] { pair.ByCreator, pair.ByPerformer }.Where(by => !stored.Contains(by.Attester))]
        );
        AttestationCommands.Complete(batch, [pair]);
        QuestCommands.Complete(
            batch,
            [new QuestCompletion(quest.QuestId, quest.Performer, pair.At, (long)quest.CompletedAt)]
        );
        PointCommands.Complete(batch, [quest], !isPaidAtOnce);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private CompletedPair Pair(ClaimedPair claimed)
    {
        var (quest, terms) = (claimed.Claim.Completed, claimed.Claim.Terms);
        var (byCreator, byPerformer) = (ByCreator(claimed), ByPerformer(claimed));
        var (leaf, anchorBy) = (quest.Leaf(), (long)quest.CompletedAt + options.AnchorWithinSeconds);
        var promise = new CompletionPromise(
            (long)quest.CompletedAt,
            anchorBy,
            leaf,
            receipts.Sign(Receipt(byCreator)),
            receipts.Sign(Receipt(byPerformer))
        );
        var at = DateTimeOffset.FromUnixTimeSeconds((long)quest.CompletedAt).UtcDateTime;
        return new CompletedPair(quest, terms.TitleHash, byCreator, byPerformer, promise, at);

        AttestationReceipt Receipt(StoredAttestation of) =>
            new(of.Digest, of.Attester, quest.CompletedAt, (ulong)anchorBy, leaf);
    }

    private StoredAttestation ByCreator(ClaimedPair claimed)
    {
        var (quest, terms) = (claimed.Claim.Completed, claimed.Claim.Terms);
        var outcome = terms.Exceptional ? Outcome.Exceptional : Outcome.Done;
        var digest = new CreatorAttestation(
            terms.TitleHash,
            outcome,
            quest.QuestId,
            quest.Creator,
            quest.Performer,
            quest.WorkHash,
            quest.Xp,
            quest.Reputation,
            terms.CreatorDeadline
        ).Digest(options.Domain);
        return Stored(claimed, AttestationRole.Creator, digest, outcome, terms.CreatorDeadline, terms.CreatorSignature);
    }

    private StoredAttestation ByPerformer(ClaimedPair claimed)
    {
        var (quest, terms) = (claimed.Claim.Completed, claimed.Claim.Terms);
        var digest = new PerformerAttestation(
            terms.TitleHash,
            quest.QuestId,
            quest.Creator,
            quest.Performer,
            quest.WorkHash,
            terms.PerformerDeadline
        ).Digest(options.Domain);
        return Stored(
            claimed,
            AttestationRole.Performer,
            digest,
            null,
            terms.PerformerDeadline,
            terms.PerformerSignature
        );
    }

    private static StoredAttestation Stored(
        ClaimedPair claimed,
        AttestationRole role,
        Hash32 digest,
        Outcome? outcome,
        ulong deadline,
        byte[] signature
    )
    {
        var quest = claimed.Claim.Completed;
        var attester = role == AttestationRole.Creator ? quest.Creator : quest.Performer;
        var isKey =
            EcdsaSignature.TryParse(signature, out var ecdsa, out _)
            && SignatureCheck.Recovers(attester, digest, ecdsa) is not null;
        return new StoredAttestation(
            quest.QuestId,
            quest.WorkHash,
            role,
            attester,
            digest,
            outcome,
            (long)deadline,
            signature,
            isKey ? SignatureKind.Ecdsa : SignatureKind.Erc1271,
            isKey ? null : claimed.At,
            (long)quest.CompletedAt,
            StorageReceipt: null
        );
    }

    /// <summary>Whose signature of this work the backup has.</summary>
    private static async Task<HashSet<Address>> StoredAsync(
        NpgsqlConnection connection,
        CompletedQuest quest,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.QueryAsync<byte[]>(
                    new CommandDefinition(
                        "SELECT attester FROM civic.attestations WHERE quest_id = @id AND work_hash = @hash",
                        new { id = quest.QuestId, hash = quest.WorkHash.ToArray() },
                        cancellationToken: cancellationToken
                    )
                )
            ).Select(attester => new Address(attester)),
        ];
}
