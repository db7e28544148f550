using System.Data;
using CivicForge.Api.Database;
using CivicForge.Api.Members;
using CivicForge.Api.Proofs;
using CivicForge.Api.Quests;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Record;

/// <summary>A member who was found.</summary>
public sealed record FoundMember(Address Address, string? DisplayName);

/// <summary>What the public record has of what was sought: some of each kind, best first; nothing is paged.</summary>
/// <param name="Members">By address, or by the words of their name.</param>
/// <param name="Batches">By number, root, or the transaction that anchored them.</param>
/// <param name="Quests">Complete and public ones: by id, leaf, claim transaction, member, or words.</param>
/// <param name="Near">Whether no quest has the very words, and these have similar ones.</param>
/// <param name="People">Names of the quests' members, by address.</param>
public sealed record RecordResponse(
    IReadOnlyList<FoundMember> Members,
    IReadOnlyList<BatchResponse> Batches,
    IReadOnlyList<QuestItem> Quests,
    bool Near,
    IReadOnlyDictionary<string, Person> People
);

/// <summary>Searches what everybody may see. Nobody is asked who they are: private quests are found by nobody, not even
/// by their parties.</summary>
internal sealed class SearchRecord(ReadDatabase database, QuestBoard board, Batches batches)
{
    private const int MostQuests = 20;

    internal const string NamedMembers = """
        SELECT m.address, m.display_name FROM (SELECT member FROM civic.member_words WHERE words @@ $1::tsquery
            LIMIT 10) w JOIN civic.members m ON m.address = w.member
        WHERE m.display_name IS NOT NULL ORDER BY m.display_name, m.address
        """;

    internal const string OneMember = "SELECT address, display_name FROM civic.members WHERE address = $1";

    /// <summary>A leaf is sealed or nobody knows it; a claim transaction pays some quests.</summary>
    internal const string QuestsOfHash = """
        (SELECT quest_id FROM civic.completions WHERE leaf = $1 AND seal IS NOT NULL LIMIT 2)
        UNION (SELECT c.quest_id FROM civic.transaction_attempts a
            JOIN civic.transaction_claims c ON c.transaction_id = a.transaction_id WHERE a.hash = $1 LIMIT 100)
        """;

    private static readonly QuestFilter Complete = new(QuestStatus.Complete, null, null, null, null, null, null);

    public Task<RecordResponse> RunAsync(RecordQuery query, CancellationToken cancellationToken) =>
        query switch
        {
            RecordQuery.ByHash(var hash) => ByHashAsync(hash, cancellationToken),
            RecordQuery.ByMember(var address) => ByMemberAsync(address, cancellationToken),
            RecordQuery.ByQuest(var id) => ByQuestsAsync([], [id], cancellationToken),
            RecordQuery.ByWords words => ByWordsAsync(words, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(query)),
        };

    private async Task<RecordResponse> ByHashAsync(Hash32 hash, CancellationToken cancellationToken)
    {
        var found = await batches.OfHashAsync(hash, cancellationToken);
        var ids = new List<Guid>();
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        await using (var command = new NpgsqlCommand(QuestsOfHash, connection))
        {
            command.Parameters.AddHash(hash);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetGuid("quest_id"));
            }
        }

        return await ByQuestsAsync(found, ids, cancellationToken);
    }

    private async Task<RecordResponse> ByQuestsAsync(
        IReadOnlyList<BatchResponse> found,
        IReadOnlyList<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var page =
            ids.Count > 0
                ? await board.CompleteAsync(ids, cancellationToken)
                : new QuestPage([], null, People.None, Near: false);
        return new RecordResponse([], found, page.Items, false, page.People);
    }

    private async Task<RecordResponse> ByMemberAsync(Address address, CancellationToken cancellationToken)
    {
        var members = await MembersAsync(OneMember, parameters => parameters.AddAddress(address), cancellationToken);
        if (members.Count == 0)
        {
            return new RecordResponse([], [], [], false, People.None);
        }
        var page = await board.ListAsync(
            Complete with
            {
                Party = address,
            },
            QuestSort.All[0],
            null,
            MostQuests,
            viewer: null,
            cancellationToken
        );
        return new RecordResponse(members, [], page.Items, false, page.People);
    }

    private async Task<RecordResponse> ByWordsAsync(RecordQuery.ByWords query, CancellationToken cancellationToken)
    {
        var batch = query.BatchId is { } number ? await batches.OfNumberAsync(number, cancellationToken) : [];
        if (query.Words.Exact.Length == 0)
        {
            return new RecordResponse([], batch, [], false, People.None);
        }
        var members = await MembersAsync(
            NamedMembers,
            parameters => parameters.AddText(query.Words.Exact),
            cancellationToken
        );
        var page = await board.ListAsync(
            Complete with
            {
                Search = query.Words,
            },
            QuestSort.All[0],
            null,
            MostQuests,
            viewer: null,
            cancellationToken
        );
        return new RecordResponse(members, batch, page.Items, page.Near, page.People);
    }

    private async Task<List<FoundMember>> MembersAsync(
        string sql,
        Action<NpgsqlParameterCollection> add,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        add(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var members = new List<FoundMember>();
        while (await reader.ReadAsync(cancellationToken))
        {
            members.Add(new FoundMember(reader.Address("address"), reader.StringOrNull("display_name")));
        }
        return members;
    }
}
