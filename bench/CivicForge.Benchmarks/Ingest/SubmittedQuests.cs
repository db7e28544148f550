using System.Security.Cryptography;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;
using Npgsql;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>A quest whose work is handed in, with both parties' signatures made but not sent.</summary>
internal sealed record SubmittedQuest(
    Guid Id,
    BenchMember Creator,
    BenchMember Performer,
    CreatorAttestation Terms,
    string CreatorSignature,
    string PerformerSignature
);

/// <summary>Quests as create, claim and submit leave them, written into the sandbox's database by COPY, because five
/// HTTP calls for each would take longer than the measurement.</summary>
internal static class SubmittedQuests
{
    internal const string Title = "Plant three young oaks";
    private const string Description = "Dig, plant and water three young oaks in the community garden.",
        Submission = "All three are planted and watered.";
    private const int Xp = 100,
        Reputation = 10;

    /// <param name="members">Each creates or performs about the same number of quests.</param>
    internal static async Task<IReadOnlyList<SubmittedQuest>> MakeAsync(
        NpgsqlConnection connection,
        TypedDataDomain domain,
        IReadOnlyList<BenchMember> members,
        int count,
        CancellationToken cancellationToken
    )
    {
        var now = TimeProvider.System.GetUtcNow();
        var deadline = now.AddDays(30).ToUnixTimeSeconds();
        var quests = new (SubmittedQuest Quest, Hash32 Salt)[count];
        Parallel.For(
            0,
            count,
            i =>
                quests[i] = Make(
                    domain,
                    members[2 * i % members.Count],
                    members[((2 * i) + 1) % members.Count],
                    (ulong)deadline
                )
        );
        await CopyQuestsAsync(connection, quests, now, deadline, cancellationToken);
        await CopyTimelineAsync(connection, quests, now, cancellationToken);
        return [.. quests.Select(q => q.Quest)];
    }

    private static (SubmittedQuest Quest, Hash32 Salt) Make(
        TypedDataDomain domain,
        BenchMember creator,
        BenchMember performer,
        ulong deadline
    )
    {
        var (id, salt, title) = (
            Guid.CreateVersion7(),
            new Hash32(RandomNumberGenerator.GetBytes(Hash32.Size)),
            TitleHash.Compute(Title)
        );
        var workHash = WorkHash.Compute(salt, Title, Description, "", Submission, []);
        var terms = new CreatorAttestation(
            title,
            Outcome.Done,
            id,
            creator.Key.Address,
            performer.Key.Address,
            workHash,
            Xp,
            Reputation,
            deadline
        );
        var work = new PerformerAttestation(title, id, creator.Key.Address, performer.Key.Address, workHash, deadline);
        return (
            new SubmittedQuest(
                id,
                creator,
                performer,
                terms,
                Hex.Encode(creator.Key.Sign(terms.Digest(domain)).ToBytes()),
                Hex.Encode(performer.Key.Sign(work.Digest(domain)).ToBytes())
            ),
            salt
        );
    }

    private static async Task CopyQuestsAsync(
        NpgsqlConnection connection,
        (SubmittedQuest Quest, Hash32 Salt)[] quests,
        DateTimeOffset now,
        long deadline,
        CancellationToken cancellationToken
    )
    {
        const string Columns =
            "id, creator, performer, status, visibility, title, title_hash, description, category, tags, "
            + "reward_xp, reward_reputation, evidence_required, charged, "
            + "claim_until, submission_text, submission_evidence, salt, work_hash, submitted_at, deadline, "
            + "created_at, updated_at, version";
        await using var rows = await connection.BeginBinaryImportAsync(
            $"COPY civic.quests ({Columns}) FROM STDIN (FORMAT binary)",
            cancellationToken
        );
        foreach (var ((id, _, _, terms, _, _), salt) in quests)
        {
            await rows.WriteRowAsync(
                cancellationToken,
                id,
                terms.Creator.ToArray(),
                terms.Performer.ToArray(),
                "SUBMITTED",
                "public",
                Title,
                terms.TitleHash.ToArray(),
                Description,
                "environmental",
                Array.Empty<string>(),
                Xp,
                Reputation,
                false,
                1,
                now,
                Submission,
                Array.Empty<byte>(),
                salt.ToArray(),
                terms.WorkHash.ToArray(),
                now,
                deadline,
                now,
                now,
                3
            );
        }

        await rows.CompleteAsync(cancellationToken);
    }

    private static async Task CopyTimelineAsync(
        NpgsqlConnection connection,
        (SubmittedQuest Quest, Hash32 Salt)[] quests,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY civic.quest_moves (quest_id, at, by, from_status, to_status) FROM STDIN (FORMAT binary)",
            cancellationToken
        );
        foreach (var ((id, _, _, terms, _, _), _) in quests)
        {
            await rows.WriteRowAsync(cancellationToken, id, now, terms.Creator.ToArray(), DBNull.Value, "OPEN");
            await rows.WriteRowAsync(cancellationToken, id, now, terms.Performer.ToArray(), "OPEN", "CLAIMED");
            await rows.WriteRowAsync(cancellationToken, id, now, terms.Performer.ToArray(), "CLAIMED", "SUBMITTED");
        }

        await rows.CompleteAsync(cancellationToken);
    }
}
