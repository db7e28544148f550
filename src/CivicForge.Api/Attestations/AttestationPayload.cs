using System.Text.Json.Serialization;
using CivicForge.Api.Access;
using CivicForge.Api.Quests;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>The exact argument of <c>eth_signTypedData_v4</c>.</summary>
public sealed record TypedDataPayload(
    IReadOnlyDictionary<string, IReadOnlyList<TypedDataMember>> Types,
    string PrimaryType,
    TypedDataDomainPayload Domain,
    IReadOnlyDictionary<string, object> Message
);

public sealed record TypedDataMember(string Name, string Type);

public sealed record TypedDataDomainPayload(
    string Name,
    string Version,
    ulong ChainId,
    [property: JsonPropertyName("verifyingContract")] Address VerifyingContract
);

/// <summary>Makes the payload a party signs. Asked by a party that has not signed, after the deadline has passed, it
/// sets a new one first.</summary>
internal sealed class AttestationPayload(NpgsqlDataSource database, AttestationOptions options, QuestChanges changes)
{
    /// <exception cref="Http.Problems.RuleViolation">404, 403 <c>not-a-party</c>, 409
    /// <c>not-awaiting-attestation</c>.</exception>
    public async Task<TypedDataPayload> BuildAsync(
        Guid id,
        Standing by,
        Outcome outcome,
        CancellationToken cancellationToken
    )
    {
        var facts = await ReadAsync(id, cancellationToken);
        var role = facts.RoleOf(by.Member);
        facts.RequireAwaiting();
        if (facts.Find(role) is null && facts.Now > facts.Deadline)
        {
            await RenewAsync(id, by, cancellationToken);
            facts = await ReadAsync(id, cancellationToken);
            facts.RequireAwaiting();
        }

        return role == AttestationRole.Creator ? Creator(facts, facts.ByCreator?.Outcome ?? outcome) : Performer(facts);
    }

    private async Task<QuestFacts> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await QuestFactsReader.ReadAsync(connection, id, cancellationToken) ?? throw QuestReader.NotFound(id);
    }

    private Task RenewAsync(Guid id, Standing by, CancellationToken cancellationToken) =>
        changes.RunAsync(
            id,
            by,
            (quest, now) =>
            {
                if (quest.Status == QuestStatus.Submitted && now.ToUnixTimeSeconds() > quest.Deadline)
                {
                    quest.RenewDeadline(now);
                }
                return (QuestMove?)null;
            },
            cancellationToken
        );

    private TypedDataPayload Creator(QuestFacts facts, Outcome outcome)
    {
        var message = facts.CreatorMessage(outcome);
        return Payload(
            CreatorAttestation.PrimaryType,
            CreatorAttestation.Type,
            new Dictionary<string, object>
            {
                ["quest"] = facts.SignedTitle,
                ["outcome"] = outcome.Word(),
                ["questId"] = QuestId.ToHex(facts.Id),
                ["creator"] = message.Creator,
                ["performer"] = message.Performer,
                ["workHash"] = message.WorkHash,
                ["xp"] = message.Xp,
                ["reputation"] = message.Reputation,
                ["deadline"] = message.Deadline,
            }
        );
    }

    private TypedDataPayload Performer(QuestFacts facts)
    {
        var message = facts.PerformerMessage();
        return Payload(
            PerformerAttestation.PrimaryType,
            PerformerAttestation.Type,
            new Dictionary<string, object>
            {
                ["quest"] = facts.SignedTitle,
                ["questId"] = QuestId.ToHex(facts.Id),
                ["creator"] = message.Creator,
                ["performer"] = message.Performer,
                ["workHash"] = message.WorkHash,
                ["deadline"] = message.Deadline,
            }
        );
    }

    private TypedDataPayload Payload(string primaryType, string type, IReadOnlyDictionary<string, object> message) =>
        new(
            new Dictionary<string, IReadOnlyList<TypedDataMember>>
            {
                ["EIP712Domain"] =
                [
                    new("name", "string"),
                    new("version", "string"),
                    new("chainId", "uint256"),
                    new("verifyingContract", "address"),
                ],
                [primaryType] = Members(type),
            },
            primaryType,
            new TypedDataDomainPayload(
                options.Domain.Name,
                options.Domain.Version,
                options.Domain.ChainId,
                options.Domain.VerifyingContract
            ),
            message
        );

    /// <summary>From <c>Name(type name,…)</c>, the text that is hashed, so that the two cannot differ.</summary>
    private static List<TypedDataMember> Members(string type) =>
        [
            .. type[(type.IndexOf('(', StringComparison.Ordinal) + 1)..^1]
                .Split(',')
                .Select(member => member.Split(' '))
                .Select(parts => new TypedDataMember(parts[1], parts[0])),
        ];
}
