using CivicForge.Api.Quests.Search;
using CivicForge.Chain.Crypto;
using Npgsql;
using NpgsqlTypes;

namespace CivicForge.Benchmarks.Generate;

/// <summary>COPY into the tables of members, quests, timeline and ledger.</summary>
internal static class QuestTables
{
    internal static async Task WriteAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(PrivateKey Member, long Entry)> members,
        IReadOnlyList<SignedQuest> quests,
        long signedUpAt
    )
    {
        await using (
            var copy = await connection.BeginBinaryImportAsync(
                "COPY civic.members (address, display_name, created_at) FROM STDIN BINARY"
            )
        )
        {
            foreach (var (member, entry) in members)
            {
                copy.StartRow();
                copy.Add(member.Address).Add($"Neighbour {entry}").AddTime(signedUpAt);
            }

            await copy.CompleteAsync();
        }

        foreach (var some in members.Chunk(1000))
        {
            await MemberWords.WriteAsync(
                connection,
                [.. some.Select(m => new NamedMember(m.Member.Address, $"Neighbour {m.Entry}"))],
                CancellationToken.None
            );
        }
        await QuestsAsync(connection, quests);
        foreach (var some in quests.Chunk(1000))
        {
            await QuestWords.WriteAsync(
                connection,
                [.. some.Select(q => new SearchedTexts(q.Quest.Id, q.Quest.Title, q.Quest.Description, q.Quest.Tags))],
                CancellationToken.None
            );
        }
        await MovesAsync(connection, quests);
        await EntriesAsync(connection, members, quests, signedUpAt);
    }

    private static async Task QuestsAsync(NpgsqlConnection connection, IReadOnlyList<SignedQuest> quests)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            COPY civic.quests (id, creator, performer, status, visibility, title, title_hash, description, category,
                tags, reward_xp, reward_reputation, evidence_required, due_at, charged, claim_until,
              submission_text, submission_evidence, salt, work_hash, submitted_at, deadline, completed_at, created_at,
                  updated_at, version) FROM STDIN BINARY
            """
        );
        foreach (var (quest, titleHash, workHash, _) in quests)
        {
            copy.StartRow();
            copy.Add(quest.Id)
                .Add(quest.Creator.Address)
                .Add(quest.Performer?.Address)
                .Add(quest.Status)
                .Add("public")
                .Add(quest.Title)
                .Add(titleHash)
                .Add(quest.Description)
                .Add(quest.Category);
            copy.Write(quest.Tags, NpgsqlDbType.Array | NpgsqlDbType.Text);
            copy.Add(quest.Xp)
                .Add(quest.Reputation)
                .Add(false)
                .AddTime(quest.DueAt)
                .Add(1)
                .AddTime(quest.Performer is null ? null : quest.ClaimUntil)
                .Add(workHash is null ? null : SignedQuest.Submission)
                .Add(Array.Empty<byte>())
                .Add(workHash is null ? null : quest.Salt)
                .Add(workHash)
                .AddTime(workHash is null ? null : quest.SubmittedAt)
                .AddLong(workHash is null ? null : quest.Deadline)
                .AddLong(quest.IsComplete ? quest.CompletedAt : null)
                .AddTime(quest.CreatedAt)
                .AddTime(quest.At(quest.Path.Count - 1))
                .Add(quest.Path.Count);
        }

        await copy.CompleteAsync();
    }

    private static async Task MovesAsync(NpgsqlConnection connection, IReadOnlyList<SignedQuest> quests)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY civic.quest_moves (id, quest_id, at, by, from_status, to_status) FROM STDIN BINARY"
        );
        foreach (var (quest, _, _, _) in quests)
        {
            var path = quest.Path;
            for (var step = 0; step < path.Count; step++)
            {
                var by = path[step] switch
                {
                    "EXPIRED" => null,
                    "COMPLETE" => quest.CreatorSignsFirst ? quest.Performer : quest.Creator,
                    "CLAIMED" or "SUBMITTED" => quest.Performer,
                    _ => quest.Creator,
                };
                copy.StartRow();
                copy.AddLong(quest.FirstMove + step)
                    .Add(quest.Id)
                    .AddTime(quest.At(step))
                    .Add(by?.Address)
                    .Add(step == 0 ? null : path[step - 1])
                    .Add(path[step]);
            }
        }

        await copy.CompleteAsync();
    }

    private static async Task EntriesAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(PrivateKey Member, long Entry)> members,
        IReadOnlyList<SignedQuest> quests,
        long signedUpAt
    )
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY civic.point_entries (id, member, creation, xp, reputation, reason, quest_id, at) FROM STDIN BINARY"
        );
        foreach (var (member, entry) in members)
        {
            copy.StartRow();
            copy.AddLong(entry)
                .Add(member.Address)
                .Add(10)
                .Add(0)
                .Add(0)
                .Add("sign-up")
                .Add((string?)null)
                .AddTime(signedUpAt);
        }

        foreach (var (quest, _, _, _) in quests)
        {
            Entry(quest, 0, quest.Creator, -1, 0, 0, "quest-cost", quest.CreatedAt);
            if (quest.Status is "EXPIRED" or "CANCELLED")
            {
                Entry(quest, 1, quest.Creator, 1, 0, 0, "refund", quest.CompletedAt);
            }
            if (quest.Status != "COMPLETE")
            {
                continue;
            }
            var xp = quest.Outcome == Chain.Protocol.Outcome.Exceptional ? 3 * quest.Xp / 2 : quest.Xp;
            Entry(quest, 1, quest.Performer!, 2, xp, quest.Reputation, "completion", quest.CompletedAt);
        }

        await copy.CompleteAsync();

        void Entry(
            PlannedQuest quest,
            int number,
            PrivateKey member,
            int creation,
            int xp,
            int reputation,
            string reason,
            long at
        )
        {
            copy.StartRow();
            copy.AddLong(quest.FirstEntry + number)
                .Add(member.Address)
                .Add(creation)
                .Add(xp)
                .Add(reputation)
                .Add(reason)
                .Add(quest.Id)
                .AddTime(at);
        }
    }
}
