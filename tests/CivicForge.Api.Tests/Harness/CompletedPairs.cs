using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Harness;

/// <summary>Completed pairs as role api leaves them: really signed by two wallets, with reward and ledger
/// entries.</summary>
internal sealed class CompletedPairs(TestDatabase database, TestChain chain)
{
    private static readonly PrivateKey Creator = PrivateKey.FromHex(DevelopmentAccounts.Creator.PrivateKey);
    private static readonly PrivateKey Performer = PrivateKey.FromHex(DevelopmentAccounts.Performer.PrivateKey);

    internal static Address CreatorAddress => Creator.Address;
    internal static Address PerformerAddress => Performer.Address;

    /// <param name="breakCreatorSignature">Stores a creator signature that the chain will not accept, as if checks had
    /// failed before.</param>
    /// <param name="wallet">The performer's account when it is a contract; its owner is
    /// <paramref name="performer"/>.</param>
    /// <param name="padding">Bytes behind the performer's signature, for a wallet that takes them.</param>
    internal async Task<IReadOnlyList<Guid>> CompleteAsync(
        int count,
        bool breakCreatorSignature = false,
        string creatorKind = "ecdsa",
        PrivateKey? performer = null,
        Address? wallet = null,
        int padding = 0,
        PrivateKey? creator = null
    )
    {
        var parties = new Parties(
            creator ?? Creator,
            performer ?? Performer,
            wallet ?? (performer ?? Performer).Address,
            padding
        );
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(
            "INSERT INTO civic.members (address, created_at) VALUES (@creator, now()), (@performer, now()) "
                + "ON CONFLICT DO NOTHING",
            new { creator = parties.Creator.Address.ToArray(), performer = parties.Account.ToArray() }
        );
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await CompleteAsync(connection, parties, breakCreatorSignature, creatorKind));
        }
        return ids;
    }

    private async Task<Guid> CompleteAsync(
        NpgsqlConnection connection,
        Parties parties,
        bool breakCreatorSignature,
        string creatorKind
    )
    {
        const int Xp = 100,
            Reputation = 10;
        var (creator, account) = (parties.Creator.Address, parties.Account);
        var id = Guid.CreateVersion7();
        var completedAt = await connection.QuerySingleAsync<long>(
            "SELECT floor(extract(epoch FROM clock_timestamp()))::bigint"
        );
        var deadline = completedAt + 30 * 86_400;
        var domain = CivicDomain.Create(31337, chain.Registry);
        var title = TitleHash.Compute($"Plant a tree {id}");
        var work = Keccak256.Hash(QuestId.ToBytes16(id));
        var creatorSignature = parties
            .Creator.Sign(
                new CreatorAttestation(
                    title,
                    Outcome.Done,
                    id,
                    creator,
                    account,
                    work,
                    Xp,
                    Reputation,
                    (ulong)deadline
                ).Digest(domain)
            )
            .ToBytes();
        var owners = parties
            .Performer.Sign(new PerformerAttestation(title, id, creator, account, work, (ulong)deadline).Digest(domain))
            .ToBytes();
        byte[] performerSignature = [.. owners, .. Enumerable.Repeat((byte)0xff, parties.Padding)];
        if (breakCreatorSignature)
        {
            creatorSignature = parties.Performer.Sign(work).ToBytes();
        }
        var signaturesHash = SignaturesHash.Compute(creatorSignature, performerSignature);
        var leaf = new CompletedQuest(
            id,
            creator,
            account,
            work,
            Xp,
            Reputation,
            (ulong)completedAt,
            signaturesHash
        ).Leaf();
        await connection.ExecuteAsync(
            """
            INSERT INTO civic.quests (id, creator, performer, status, visibility, title, title_hash, description,
                category, tags, reward_xp, reward_reputation, evidence_required, charged, claim_until,
              submission_text, submission_evidence, salt, work_hash, submitted_at, deadline, completed_at, created_at,
                  updated_at, version)
            VALUES (@id, @creator, @performer, 'COMPLETE', 'public', 'Plant a tree',
                @title, 'Plant a tree in the park', 'environmental', '{}', @Xp, @Reputation, false, 1, now(),
              'The tree is planted', '', @work, @work, now(), @deadline, @completedAt, now(), now(), 1);
            INSERT INTO civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp,
                reputation, completed_at, creator_signature, creator_kind, creator_deadline,
              performer_signature, performer_kind, performer_deadline, signatures_hash, leaf, anchor_by,
              creator_receipt, performer_receipt)
            VALUES (@id, @creator, @performer, @work, @title, 'done', @Xp, @Reputation, @completedAt,
                @creatorSignature, @creatorKind, @deadline, @performerSignature, @performerKind, @deadline,
                    @signaturesHash, @leaf, @completedAt + 3600, @work, @work);
            INSERT INTO civic.point_entries (member, creation, xp, reputation, reason, quest_id, at)
            VALUES (@performer, 2, @Xp, @Reputation, 'completion', @id, now());
            """,
            new
            {
                id,
                Xp,
                Reputation,
                deadline,
                completedAt,
                creatorKind,
                creatorSignature,
                performerSignature,
                performerKind = account == parties.Performer.Address ? "ecdsa" : "erc1271",
                creator = creator.ToArray(),
                performer = account.ToArray(),
                title = title.ToArray(),
                work = work.ToArray(),
                signaturesHash = signaturesHash.ToArray(),
                leaf = leaf.ToArray(),
            }
        );
        return id;
    }

    /// <param name="Account">What is in the performer's place: the address of the key, or of a contract that the key
    /// owns.</param>
    private sealed record Parties(PrivateKey Creator, PrivateKey Performer, Address Account, int Padding);
}
